package com.example.documents;

import com.example.documents.Document.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Something to look at, put into an empty table before the first request. An app that was copied
 * leaves this class out.
 */
@Component
@ConditionalOnProperty("documents.samples")
class Samples implements InitializingBean {
  private static final FileTime WRITTEN = FileTime.from(Instant.parse("2026-03-01T10:20:30Z"));

  private final JdbcClient database;
  private final Path folder;
  private final @Nullable Bucket bucket;

  Samples(JdbcClient database, Settings settings, @Nullable Bucket bucket) {
    this.database = database;
    this.folder = settings.folder();
    this.bucket = bucket;
  }

  @Override
  public void afterPropertiesSet() throws IOException, InterruptedException {
    if (database.sql("select count(*) from documents").query(Long.class).single() > 0) {
      return;
    }
    onDisk("ana", "Bericht März 2026.pdf", "application/pdf", "2026/9b1d42.pdf", "report.pdf");
    onDisk("ana", "Morning at the coast.webm", "video/webm", "2026/5e77ab.webm", "film.webm.gz");
    onDisk("ana", "Where we stayed.svg", "image/svg+xml", "2026/d0a911.svg", "map.svg");
    onDisk("ben", "To the landlord.txt", "text/plain", "2026/c0ffee.txt", "letter.txt");
    if (bucket != null) {
      inBucket("ana", "Tide tables 2026.csv", "text/csv", "2026/tides.csv", tides());
    }
  }

  private void onDisk(String owner, String name, String type, String key, String resource)
      throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    try (InputStream bytes = Samples.class.getResourceAsStream("/samples/" + resource)) {
      Files.copy(
          resource.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
          file,
          StandardCopyOption.REPLACE_EXISTING);
    }
    // What changed a moment ago might change again within that moment; an old file has a strong
    // tag.
    Files.setLastModifiedTime(file, WRITTEN);
    insert(owner, name, type, Files.size(file), Storage.DISK, key);
  }

  private void inBucket(String owner, String name, String type, String key, byte[] bytes)
      throws IOException, InterruptedException {
    HttpRequest upload =
        HttpRequest.newBuilder(bucket.uploadUrlOf(key))
            .PUT(BodyPublishers.ofByteArray(bytes))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(upload, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new IOException("The store does not take the sample: " + answer.statusCode());
    }
    insert(owner, name, type, bytes.length, Storage.S3, key);
  }

  private void insert(
      String owner, String name, String type, long bytes, Storage storage, String key) {
    database
        .sql(
            """
            insert into documents (owner, name, media_type, bytes, storage, storage_key)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(owner, name, type, bytes, storage.name().toLowerCase(Locale.ROOT), key)
        .update();
  }

  /** A year of a sea that rises twice in 25 hours. */
  private static byte[] tides() {
    StringBuilder table = new StringBuilder("time,metres\n");
    LocalDateTime time = LocalDateTime.of(2026, 1, 1, 0, 0);
    for (int quarter = 0; quarter < 4 * 24 * 365; quarter++) {
      double metres = 2 + 1.8 * Math.sin(2 * Math.PI * quarter / (4 * 12.42));
      table.append(time.plusMinutes(15L * quarter)).append(',');
      table.append(String.format(Locale.ROOT, "%.2f%n", metres));
    }
    return table.toString().getBytes(StandardCharsets.UTF_8);
  }
}
