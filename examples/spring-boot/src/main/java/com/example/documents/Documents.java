package com.example.documents;

import com.example.documents.Document.Storage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of documents. */
@Repository
public class Documents {
  private final JdbcClient database;

  Documents(JdbcClient database) {
    this.database = database;
  }

  public List<Document> of(String owner) {
    return database
        .sql("select * from documents where owner = ? order by name")
        .param(owner)
        .query(Documents::document)
        .list();
  }

  /** Somebody else's document is as unknown as one that does not exist. */
  public Optional<Document> find(long id, String owner) {
    return find(id).filter(document -> document.owner().equals(owner));
  }

  /** For whoever may have it because of something else than a name, such as a link. */
  public Optional<Document> find(long id) {
    return database
        .sql("select * from documents where id = ?")
        .param(id)
        .query(Documents::document)
        .optional();
  }

  private static Document document(ResultSet row, int number) throws SQLException {
    return new Document(
        row.getLong("id"),
        row.getString("owner"),
        row.getString("name"),
        row.getString("media_type"),
        row.getLong("bytes"),
        Storage.valueOf(row.getString("storage").toUpperCase(Locale.ROOT)),
        row.getString("storage_key"));
  }
}
