package com.example.documents;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who was given what, written when the app <em>decided</em>. How much of it arrived is known to
 * whoever delivers: see the access log of the server in front.
 *
 * <p>A player that seeks and a download that resumes ask many times. What the same person asks of
 * the same document within ten minutes is one line, with the number of requests.
 */
@Repository
public class DownloadLog {
  /** One line, for the page. */
  public record Line(String who, int requests, OffsetDateTime firstAt) {}

  private final JdbcClient database;

  DownloadLog(JdbcClient database) {
    this.database = database;
  }

  @Transactional
  public void decided(Document document, String who) {
    int continued =
        database
            .sql(
                """
                update downloads set requests = requests + 1, last_at = current_timestamp
                where document_id = ? and who = ? and last_at > current_timestamp - interval '10' minute
                """)
            .params(document.id(), who)
            .update();
    if (continued == 0) {
      database
          .sql("insert into downloads (document_id, who) values (?, ?)")
          .params(document.id(), who)
          .update();
    }
  }

  public List<Line> of(Document document) {
    return database
        .sql(
            """
            select who, requests, first_at from downloads
            where document_id = ? order by last_at desc limit 10
            """)
        .param(document.id())
        .query((row, number) ->
            new Line(
                row.getString("who"),
                row.getInt("requests"),
                row.getObject("first_at", OffsetDateTime.class)))
        .list();
  }
}
