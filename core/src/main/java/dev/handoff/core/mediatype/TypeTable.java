package dev.handoff.core.mediatype;

/**
 * Types with their extensions, from the IANA registry where it has one. Chosen for what people
 * deliver; what is missing goes out as {@code application/octet-stream}, which is always safe.
 */
final class TypeTable {

  static final String LINES =
      """
      text/html html htm shtml
      application/xhtml+xml xhtml xht
      text/css css
      text/javascript js mjs cjs
      application/json json map
      application/ld+json jsonld
      application/geo+json geojson
      application/manifest+json webmanifest
      application/schema+json jschema
      application/x-ndjson ndjson jsonl
      application/wasm wasm
      text/plain txt text log conf ini cfg asc nfo diff patch
      text/csv csv
      text/tab-separated-values tsv
      text/markdown md markdown
      text/calendar ics ifb
      text/vcard vcf vcard
      text/vtt vtt
      application/x-subrip srt
      text/x-component htc
      text/x-java java
      text/x-python py
      text/x-c c h cc cpp hpp
      text/x-rst rst
      text/rtf rtf
      text/cache-manifest appcache
      application/xml xml xsd rng
      application/xslt+xml xsl xslt
      application/xml-dtd dtd
      application/rss+xml rss
      application/atom+xml atom
      application/gpx+xml gpx
      application/gml+xml gml
      application/vnd.google-earth.kml+xml kml
      application/vnd.google-earth.kmz kmz
      application/mathml+xml mathml mml
      application/ttml+xml ttml
      application/dash+xml mpd
      application/vnd.apple.mpegurl m3u8
      audio/mpegurl m3u
      application/yaml yaml yml
      application/toml toml
      application/sql sql
      application/x-sh sh
      application/x-tex tex
      application/x-bibtex bib
      application/pdf pdf
      application/postscript ps eps ai
      application/epub+zip epub
      application/x-mobipocket-ebook mobi prc
      application/vnd.amazon.ebook azw
      image/vnd.djvu djvu djv
      application/msword doc dot
      application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
      application/vnd.openxmlformats-officedocument.wordprocessingml.template dotx
      application/vnd.ms-word.document.macroenabled.12 docm
      application/vnd.ms-excel xls xlt
      application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
      application/vnd.openxmlformats-officedocument.spreadsheetml.template xltx
      application/vnd.ms-excel.sheet.macroenabled.12 xlsm
      application/vnd.ms-excel.sheet.binary.macroenabled.12 xlsb
      application/vnd.ms-powerpoint ppt pps pot
      application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
      application/vnd.openxmlformats-officedocument.presentationml.slideshow ppsx
      application/vnd.ms-powerpoint.presentation.macroenabled.12 pptm
      application/vnd.oasis.opendocument.text odt
      application/vnd.oasis.opendocument.spreadsheet ods
      application/vnd.oasis.opendocument.presentation odp
      application/vnd.oasis.opendocument.graphics odg
      application/vnd.visio vsd
      application/vnd.ms-visio.drawing vsdx
      application/vnd.ms-outlook msg
      application/vnd.ms-project mpp
      application/x-msaccess mdb accdb
      message/rfc822 eml mht mhtml
      application/mbox mbox
      application/zip zip
      application/gzip gz tgz svgz
      application/x-bzip2 bz2 tbz2
      application/x-xz xz txz
      application/zstd zst
      application/x-7z-compressed 7z
      application/vnd.rar rar
      application/x-tar tar
      application/x-cpio cpio
      application/vnd.ms-cab-compressed cab
      application/java-archive jar war ear
      application/vnd.android.package-archive apk
      application/vnd.debian.binary-package deb
      application/x-rpm rpm
      application/x-iso9660-image iso
      application/x-apple-diskimage dmg
      application/x-msi msi
      application/vnd.microsoft.portable-executable exe dll
      application/x-bittorrent torrent
      application/vnd.sqlite3 sqlite sqlite3 db
      application/vnd.apache.parquet parquet
      application/x-hdf5 h5 hdf5
      application/x-netcdf nc cdf
      application/geopackage+sqlite3 gpkg
      application/dicom dcm
      application/fits fits
      application/x-x509-ca-cert crt der
      application/x-pem-file pem
      application/pkcs12 p12 pfx
      application/pkcs7-mime p7m
      application/pkcs7-signature p7s
      application/pgp-signature sig
      application/pgp-encrypted pgp gpg
      image/png png
      image/apng apng
      image/jpeg jpg jpeg jpe jfif
      image/gif gif
      image/webp webp
      image/avif avif
      image/heic heic
      image/heif heif
      image/jxl jxl
      image/jp2 jp2
      image/bmp bmp
      image/tiff tif tiff
      image/svg+xml svg
      image/vnd.microsoft.icon ico
      image/vnd.adobe.photoshop psd
      image/x-adobe-dng dng
      image/x-canon-cr2 cr2
      image/x-nikon-nef nef
      image/x-sony-arw arw
      image/vnd.dxf dxf
      image/vnd.dwg dwg
      application/x-xcf xcf
      audio/mpeg mp3 mp2 mpga
      audio/mp4 m4a m4b
      audio/aac aac
      audio/ogg ogg oga spx
      audio/opus opus
      audio/flac flac
      audio/wav wav
      audio/aiff aif aiff aifc
      audio/midi mid midi
      audio/webm weba
      audio/amr amr
      audio/x-ms-wma wma
      video/mp4 mp4 m4v mp4v
      video/mpeg mpg mpeg mpe
      video/webm webm
      video/ogg ogv
      video/quicktime mov qt
      video/x-matroska mkv
      audio/x-matroska mka
      video/x-msvideo avi
      video/x-ms-wmv wmv
      video/x-flv flv
      video/3gpp 3gp
      video/3gpp2 3g2
      video/mp2t ts m2ts mts
      video/iso.segment m4s
      font/woff woff
      font/woff2 woff2
      font/ttf ttf
      font/otf otf
      font/collection ttc
      application/vnd.ms-fontobject eot
      model/gltf+json gltf
      model/gltf-binary glb
      model/stl stl
      model/obj obj
      model/3mf 3mf
      model/step step stp
      model/vnd.usdz+zip usdz\
      """;

  private TypeTable() {}
}
