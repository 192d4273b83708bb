package dev.handoff.core.problem;

/**
 * Title and one sentence for a status.
 *
 * @param title the reason phrase of RFC 9110
 * @param sentence what a person can do with it
 */
record Wording(String title, String sentence) {
  static Wording of(int status) {
    return switch (status) {
      case 400 -> new Wording("Bad Request", "The request is not written as HTTP asks for.");
      case 401 -> new Wording("Unauthorized", "Please sign in first.");
      case 403 -> new Wording("Forbidden", "You may not have this.");
      case 404 -> new Wording("Not Found", "There is nothing here, or no longer.");
      case 405 -> new Wording("Method Not Allowed", "This can be read, but not changed.");
      case 408 -> new Wording("Request Timeout", "The request took too long to arrive.");
      case 410 -> new Wording("Gone", "This was here once and has been taken away.");
      case 411 -> new Wording("Length Required", "The request must say how long it is.");
      case 412 -> new Wording("Precondition Failed", "The file has changed since you last saw it.");
      case 413 -> new Wording("Content Too Large", "That is more than this server takes.");
      case 414 -> new Wording("URI Too Long", "The address is longer than this server takes.");
      case 416 -> new Wording("Range Not Satisfiable", "The file has no such part.");
      case 417 -> new Wording("Expectation Failed", "The request expects what cannot be done.");
      case 421 -> new Wording("Misdirected Request", "This server does not answer for that host.");
      case 426 -> new Wording("Upgrade Required", "Another protocol is needed here.");
      case 429 -> new Wording("Too Many Requests", "Please wait a little and try again.");
      case 431 ->
          new Wording(
              "Request Header Fields Too Large", "The request has more to say than is taken.");
      case 500 ->
          new Wording("Internal Server Error", "Something broke here. It is not your fault.");
      case 501 -> new Wording("Not Implemented", "This server cannot do that.");
      case 502 -> new Wording("Bad Gateway", "The application behind gave no usable answer.");
      case 503 -> new Wording("Service Unavailable", "Too busy just now. Please try again soon.");
      case 504 -> new Wording("Gateway Timeout", "The application behind did not answer in time.");
      case 505 -> new Wording("HTTP Version Not Supported", "Please speak HTTP/1.1.");
      default ->
          status < 500
              ? new Wording("Request Refused", "The request cannot be fulfilled.")
              : new Wording("Server Error", "Something broke here. It is not your fault.");
    };
  }
}
