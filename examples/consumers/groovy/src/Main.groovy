import dev.handoff.core.caching.CachePolicy
import dev.handoff.core.front.Front
import dev.handoff.core.handoff.RedirectMap
import dev.handoff.core.links.LinkKey
import dev.handoff.core.links.LinkVerdict
import dev.handoff.core.links.Links
import dev.handoff.core.send.SendFile
import dev.handoff.files.FileRoot
import dev.handoff.servlet.Handoff
import dev.handoff.servlet.Outcome
import groovy.transform.CompileStatic
import jakarta.servlet.http.HttpServletRequest
import jakarta.servlet.http.HttpServletResponse
import java.nio.file.Path
import java.time.Duration
import java.time.Instant

@CompileStatic
class Downloads {
  Handoff handoff
  FileRoot root

  void send(String name, HttpServletRequest request, HttpServletResponse response) {
    handoff.send(root.file(name).attachment(), request, response).thenAccept { Outcome outcome ->
      if (outcome instanceof Outcome.Sent) println outcome.bytes()
    }
  }
}

@CompileStatic
class Main {
  static void main(String[] arguments) {
    Handoff.builder().front(Front.nginx()).map(RedirectMap.parse('/srv/files/=/_files/')).build()
    def report = SendFile.path(Path.of('/srv/files/report.pdf'))
        .attachment('Bericht März.pdf')
        .cache(CachePolicy.privateFor(Duration.ofMinutes(5)))
        .limitRate(200_000)
        .gateway { it.reuse(Duration.ofSeconds(30)).subject('u42') }
    def links = Links.of([LinkKey.of('k1', new byte[32])])
    def link = links.signed('/d/report.pdf', Instant.now().plusSeconds(60))
    def verdict = links.verify(link, Optional.empty(), Instant.now())
    println "groovy: ${report.options().disposition().get()} ${verdict instanceof LinkVerdict.Valid ? 'valid' : 'refused'}"
  }
}
