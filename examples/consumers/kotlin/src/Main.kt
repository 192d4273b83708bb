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
import jakarta.servlet.http.HttpServletRequest
import jakarta.servlet.http.HttpServletResponse
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.Optional

class Downloads(private val handoff: Handoff, private val root: FileRoot) {
    fun send(name: String, request: HttpServletRequest, response: HttpServletResponse) {
        handoff.send(root.file(name).attachment(), request, response).thenAccept { outcome ->
            if (outcome is Outcome.Sent) println(outcome.bytes)
        }
    }
}

fun main() {
    Handoff.builder().front(Front.nginx()).map(RedirectMap.parse("/srv/files/=/_files/")).build()
    val report = SendFile.path(Path.of("/srv/files/report.pdf"))
        .attachment("Bericht März.pdf")
        .cache(CachePolicy.privateFor(Duration.ofMinutes(5)))
        .limitRate(200_000)
        .gateway { it.reuse(Duration.ofSeconds(30)).subject("u42") }
    val links = Links.of(listOf(LinkKey.of("k1", ByteArray(32))))
    val link = links.signed("/d/report.pdf", Instant.now().plusSeconds(60))
    val verdict = links.verify(link, Optional.empty(), Instant.now())
    println("kotlin: ${report.options().disposition().get()} ${if (verdict is LinkVerdict.Valid) "valid" else "refused"}")
}
