package com.example.documents;

import dev.handoff.core.links.Links;
import dev.handoff.core.send.SendFile;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Everything that a request may be about. */
@Controller
class DocumentController {
  private static final Duration LINK_IS_GOOD_FOR = Duration.ofHours(24);

  private final Documents documents;
  private final DocumentFiles files;
  private final DownloadLog log;
  private final Links links;

  DocumentController(Documents documents, DocumentFiles files, DownloadLog log, Links links) {
    this.documents = documents;
    this.files = files;
    this.log = log;
    this.links = links;
  }

  @ModelAttribute("user")
  @Nullable String user(@Nullable Principal user) {
    return user == null ? null : user.getName();
  }

  @GetMapping("/")
  String list(Principal user, Model model) {
    model.addAttribute("documents", documents.of(user.getName()));
    return "list";
  }

  @GetMapping("/documents/{id}")
  String page(@PathVariable long id, Principal user, Model model) {
    Document document = mine(id, user);
    model.addAttribute("document", document);
    model.addAttribute("downloads", log.of(document));
    return "document";
  }

  /** The file itself: saved, or shown where the page has a player or a picture. */
  @GetMapping("/documents/{id}/content")
  SendFile content(
      @PathVariable long id, @RequestParam(defaultValue = "false") boolean show, Principal user) {
    Document document = mine(id, user);
    log.decided(document, user.getName());
    SendFile file = files.file(document);
    return show ? file.inline(document.name()) : file;
  }

  @PostMapping("/documents/{id}/links")
  String share(@PathVariable long id, Principal user, RedirectAttributes next) {
    Document document = mine(id, user);
    String url =
        ServletUriComponentsBuilder.fromCurrentContextPath()
            .path("/shared/{id}/content")
            .buildAndExpand(document.id())
            .toUriString();
    next.addFlashAttribute("link", links.signed(url, Instant.now().plus(LINK_IS_GOOD_FOR)));
    return "redirect:/documents/" + document.id();
  }

  /** For whoever has the link: {@code LinkFilter} let nobody else in. */
  @GetMapping("/shared/{id}/content")
  SendFile shared(@PathVariable long id) {
    Document document = documents.find(id).orElseThrow(DocumentController::unknown);
    log.decided(document, "somebody with a link");
    return files.file(document);
  }

  private Document mine(long id, Principal user) {
    return documents.find(id, user.getName()).orElseThrow(DocumentController::unknown);
  }

  private static ResponseStatusException unknown() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
