namespace Strata.Tests.Documents;

/// <summary>A page of a <see cref="SmallPdf"/>.</summary>
/// <param name="Content">What is drawn, in PDF's operators; <c>/F1</c> is Helvetica, <c>/Im1</c> the picture.</param>
internal sealed record SmallPage(string Content)
{
    public int Rotate { get; init; }
    public string MediaBox { get; init; } = "0 0 595 842";

    /// <summary>How the content is packed, as an entry of its dictionary.</summary>
    public string Filter { get; init; } = "";

    public static string Line(string text, double x, double y) =>
        string.Create(CultureInfo.InvariantCulture, $"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n");

    public static string Turned(string text, double x, double y) =>
        string.Create(CultureInfo.InvariantCulture, $"BT /F1 12 Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET\n");

    public static string Picture(double width, double height) =>
        string.Create(CultureInfo.InvariantCulture, $"q {width} 0 0 {height} 0 0 cm /Im1 Do Q\n");
}

/// <summary>PDFs written by hand (ISO 32000-1, 7.5): one font, and a grey picture for each page that is given one.</summary>
internal static class SmallPdf
{
    /// <param name="pictures">
    /// The picture of each page; null: the page has none. The same object twice is the same picture on both pages.
    /// </param>
    public static byte[] Of(IReadOnlyList<SmallPage> pages, IReadOnlyList<PagePicture?>? pictures = null)
    {
        var drawn = (pictures ?? []).OfType<PagePicture>().Distinct(ReferenceEqualityComparer.Instance).Cast<PagePicture>().ToList();
        var firstPicture = 4 + (2 * pages.Count);
        List<byte[]> objects =
        [
            Bytes("<< /Type /Catalog /Pages 2 0 R >>"),
            Bytes($"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}] >>"),
            Bytes("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
        ];
        foreach (var (i, page) in pages.Index())
        {
            var picture = pictures?[i] is { } shown
                ? $"/XObject << /Im1 {firstPicture + drawn.FindIndex(p => ReferenceEquals(p, shown))} 0 R >>"
                : "";
            objects.Add(
                Bytes(
                    $"<< /Type /Page /Parent 2 0 R /MediaBox [{page.MediaBox}] /Rotate {page.Rotate} /Resources << /Font << /F1 3 0 R >> {picture} >> /Contents {5 + (2 * i)} 0 R >>"
                )
            );
            objects.Add(Bytes($"<< /Length {page.Content.Length} {page.Filter} >>\nstream\n{page.Content}\nendstream"));
        }

        objects.AddRange(
            drawn.Select(picture =>
                (byte[])
                    [
                        .. Bytes(
                            $"<< /Type /XObject /Subtype /Image /Width {picture.Width} /Height {picture.Height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length {picture.Pixels.Length} >>\nstream\n"
                        ),
                        .. picture.Pixels,
                        .. Bytes("\nendstream"),
                    ]
            )
        );
        using var file = new MemoryStream();
        file.Write(Bytes("%PDF-1.4\n"));
        var table = new StringBuilder($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var (number, body) in objects.Index())
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:0000000000} 00000 n \n");
            file.Write([.. Bytes($"{number + 1} 0 obj\n"), .. body, .. Bytes("\nendobj\n")]);
        }

        var start = file.Length;
        file.Write(Bytes($"{table}trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
        return file.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
