package com.example.documents;

import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From a row of the table to the file: on disk or in the bucket, nobody outside can tell. */
@Component
class DocumentFiles {
  private final FileRoot root;
  private final @Nullable Bucket bucket;

  DocumentFiles(FileRoot root, @Nullable Bucket bucket) {
    this.root = root;
    this.bucket = bucket;
  }

  SendFile file(Document document) {
    SendFile file =
        switch (document.storage()) {
          case DISK -> root.file(document.storageKey());
          case S3 -> SendFile.remote(bucket().urlOf(document.storageKey()));
        };
    return file.contentType(document.mediaType()).attachment(document.name());
  }

  private Bucket bucket() {
    if (bucket == null) {
      throw new IllegalStateException("A document is in S3, but documents.s3.bucket is not set");
    }
    return bucket;
  }
}
