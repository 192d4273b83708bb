package dev.handoff.servlet;

import dev.handoff.core.response.FileRequest;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.files.LocalFiles;

/**
 * One file as the answer to one request.
 *
 * @param fields what is said with it
 * @param files which rules open it
 * @param asked what the request asks of it
 * @param front whether a front may be told; else the bytes are sent
 */
record Delivery(
    SendFile file, SentFields fields, LocalFiles files, FileRequest asked, boolean front) {}
