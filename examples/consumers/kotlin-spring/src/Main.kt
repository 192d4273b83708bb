package sample

import dev.handoff.core.caching.CachePolicy
import dev.handoff.core.send.SendFile
import dev.handoff.files.FileRoot
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files
import java.time.Duration
import org.springframework.boot.SpringApplication
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.web.server.context.WebServerApplicationContext
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.http.HttpStatus
import org.springframework.http.ResponseEntity
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PathVariable
import org.springframework.web.bind.annotation.RestController
import org.springframework.web.server.ResponseStatusException

@RestController
class Reports(private val root: FileRoot) {
    @GetMapping("/reports/{id}")
    fun report(@PathVariable("id") id: Long): SendFile =
        root.file("$id.pdf").attachment("Bericht März.pdf").cache(CachePolicy.privateFor(Duration.ofMinutes(5)))

    @GetMapping("/numbered/{id}")
    fun numbered(@PathVariable("id") id: Long): ResponseEntity<SendFile> {
        if (id < 1) throw ResponseStatusException(HttpStatus.NOT_FOUND)
        return ResponseEntity.ok().header("X-Report", "$id").body(root.file("$id.pdf").inline())
    }

    @GetMapping("/export")
    fun export(): SendFile = SendFile.stream { "a;b\n".byteInputStream() }.attachment("export.csv")
}

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Reports::class)
class App {
    @Bean
    fun root(): FileRoot {
        val folder = Files.createTempDirectory("reports")
        Files.writeString(folder.resolve("7.pdf"), "0123456789")
        return FileRoot.at(folder)
    }
}

fun main() {
    val app = SpringApplication(App::class.java)
        .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off", "--logging.level.root=warn")
    app.use {
        val port = (it as WebServerApplicationContext).webServer!!.port
        val ask = { path: String ->
            val request = HttpRequest.newBuilder(URI("http://127.0.0.1:$port$path")).header("Range", "bytes=2-4").build()
            HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
        }
        val report = ask("/reports/7")
        val numbered = ask("/numbered/7")
        println(
            "kotlin-spring: ${report.statusCode()} ${report.body()} ${report.headers().firstValue("Cache-Control").get()}, " +
                "${numbered.headers().firstValue("X-Report").get()}, ${ask("/export").body().trim()}, ${ask("/reports/8").statusCode()}",
        )
    }
}
