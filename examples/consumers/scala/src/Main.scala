import dev.handoff.core.caching.CachePolicy
import dev.handoff.core.front.Front
import dev.handoff.core.handoff.RedirectMap
import dev.handoff.core.links.{LinkKey, LinkVerdict, Links}
import dev.handoff.core.send.SendFile
import dev.handoff.files.FileRoot
import dev.handoff.servlet.{Handoff, Outcome}
import jakarta.servlet.http.{HttpServletRequest, HttpServletResponse}
import java.nio.file.Path
import java.time.{Duration, Instant}
import java.util.Optional

final class Downloads(handoff: Handoff, root: FileRoot):
  def send(name: String, request: HttpServletRequest, response: HttpServletResponse): Unit =
    handoff.send(root.file(name).attachment(), request, response).thenAccept {
      case sent: Outcome.Sent => println(sent.bytes)
      case _ => ()
    }

@main def sample(): Unit =
  Handoff.builder().front(Front.nginx()).map(RedirectMap.parse("/srv/files/=/_files/")).build()
  val report = SendFile
    .path(Path.of("/srv/files/report.pdf"))
    .attachment("Bericht März.pdf")
    .cache(CachePolicy.privateFor(Duration.ofMinutes(5)))
    .limitRate(200_000)
    .gateway(_.reuse(Duration.ofSeconds(30)).subject("u42"))
  val links = Links.of(java.util.List.of(LinkKey.of("k1", new Array[Byte](32))))
  val link = links.signed("/d/report.pdf", Instant.now().plusSeconds(60))
  val verdict = links.verify(link, Optional.empty(), Instant.now()) match
    case _: LinkVerdict.Valid => "valid"
    case _ => "refused"
  println(s"scala: ${report.options().disposition().get()} $verdict")
