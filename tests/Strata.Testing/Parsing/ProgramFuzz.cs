using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pandoc;

namespace Strata.Testing;

/// <summary>
/// Feeds damaged files to the real programs (poppler, pandoc) and what they print to the parsers, and checks what must hold of any input:
/// read or refused with a reason, and no file left in the temporary folder or beside it. Every case is made from its number alone.
/// </summary>
public static class ProgramFuzz
{
    private const string Golden = "tests/Strata.Tests/Parsing/Office/Golden/sources/";

    private static readonly string[] Pdfs =
    [
        "tests/Strata.Tests/Documents/Fixtures/invoice.pdf",
        "tests/Strata.Tests/Documents/Fixtures/scan.pdf",
        Golden + "contract.pdf",
        Golden + "deck.pdf",
        Golden + "stock.pdf",
    ];

    private static readonly Dictionary<string, (string MediaType, string[] Files)> Known = new()
    {
        ["pdf"] = (MediaTypes.Pdf, Pdfs),
        ["pdfpig"] = (MediaTypes.Pdf, Pdfs),
        ["odt"] = ("application/vnd.oasis.opendocument.text", [Golden + "letter.odt"]),
        ["rtf"] = ("application/rtf", [Golden + "letter.rtf"]),
    };

    /// <summary>Of text formats a sample each, of what pandoc's reader makes much of.</summary>
    private static readonly Dictionary<string, (string MediaType, byte[] Sample)> Samples = new()
    {
        ["epub"] = (
            MediaTypes.Epub,
            Office.Epub(
                "Title",
                "Ann",
                (
                    "one.xhtml",
                    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title></head><body><h1>A</h1><p>b <del>c</del><sup>2</sup></p><table><tr><td colspan=\"2\">d</td></tr><tr><td>e</td><td>f</td></tr></table></body></html>"
                ),
                ("two.xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><ul><li>g</li></ul></body></html>")
            )
        ),
        ["latex"] = (
            MediaTypes.Latex,
            Utf8(
                "\\documentclass{article}\\newcommand{\\x}[1]{\\emph{#1}}\\begin{document}\\section{A}\\label{a} b \\x{c}\\footnote{d} $e^2$ \\ref{a}\n\\begin{itemize}\\item f\\end{itemize}\\begin{tabular}{ll}g & h\\\\ \\multicolumn{2}{l}{i}\\end{tabular}\\input{j}\\verb|k|\\[\\frac{1}{2}\\]\\end{document}"
            )
        ),
        ["rst"] = (
            MediaTypes.ReStructuredText,
            Utf8(
                "A\n=\n\n:b: c\n\n* d [1]_ |s|\n\n  #. e\n\n.. [1] f\n.. |s| replace:: g\n\n+---+---+\n| h | i |\n+---+---+\n| j     |\n+-------+\n\n.. csv-table:: k\n\n   l,m\n\n.. code:: cs\n\n   n\n\n.. math:: o\n\n.. include:: p\n"
            )
        ),
        ["org"] = (
            MediaTypes.Org,
            Utf8(
                "#+TITLE: A\n* TODO b :t:\n:PROPERTIES:\n:c: d\n:END:\n- [X] e +f+ [fn:1]\n  1. g\n| h | i |\n|---+---|\n| j | k |\n\n[fn:1] l\n#+BEGIN_SRC cs\nm\n#+END_SRC\n#+INCLUDE: \"n\"\n[[https://x.example][o]] $p$\n"
            )
        ),
        ["textile"] = (
            MediaTypes.Textile,
            Utf8("h1. A\n\n* b -c- *d*\n## e[1]\n\n|_. f|\\2. g|\n|h|i|j|\n\nfn1. k\n\nbc. l\n\n\"m\":https://x.example !n.png!\n")
        ),
        ["mediawiki"] = (
            MediaTypes.MediaWiki,
            Utf8(
                "= A =\n* b <s>c</s> '''d'''<ref>e</ref>\n# f\n; g : h\n{| class=\"x\"\n! i !! j\n|-\n| colspan=2 | k\n|}\n<pre>l</pre> [[m|n]] {{o}} <math>p</math>\n"
            )
        ),
        ["docbook"] = (
            MediaTypes.DocBook,
            Utf8(
                "<?xml version=\"1.0\"?><article xmlns=\"http://docbook.org/ns/docbook\"><title>A</title><section><title>b</title><para>c<footnote><para>d</para></footnote></para><itemizedlist><listitem><para>e</para></listitem></itemizedlist><informaltable><tgroup cols=\"2\"><tbody><row><entry>f</entry><entry>g</entry></row></tbody></tgroup></informaltable><programlisting language=\"cs\">h</programlisting></section></article>"
            )
        ),
        ["fb2"] = (
            MediaTypes.FictionBook,
            Utf8(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><FictionBook xmlns=\"http://www.gribuser.ru/xml/fictionbook/2.0\"><description><title-info><book-title>A</book-title></title-info></description><body><section><title><p>b</p></title><p>c <strikethrough>d</strikethrough></p><poem><stanza><v>e</v></stanza></poem></section></body></FictionBook>"
            )
        ),
    };

    public static IReadOnlyCollection<string> Formats => [.. Known.Keys, .. Samples.Keys];

    /// <summary>The formats whose sources are changed before pandoc reads them.</summary>
    public static IReadOnlyCollection<string> Prepared { get; } = ["odt", "rtf"];

    /// <summary>Damaged sources as they are prepared for pandoc, without the program.</summary>
    public static IEnumerable<FuzzFailure> Prepare(string format, int first, int cases, Action<int>? current)
    {
        var (mediaType, samples) = SamplesOf(format);
        var known = PandocFormat.For(mediaType) ?? throw new InvalidOperationException($"pandoc reads no {mediaType}");
        for (var number = first; number < first + cases; number++)
        {
            current?.Invoke(number);
            string? broken = null;
            try
            {
                using var source = new MemoryStream(Input(format, samples, number));
                PandocSource.Prepare(known, source, ParserFuzz.Budget, []);
            }
            catch (InvalidDataException)
            {
                // Refused, with a reason.
            }
            catch (Exception e)
            {
                broken = e.ToString();
            }

            if (broken is not null)
            {
                yield return new($"{format} before its program", number, broken);
            }
        }
    }

    private static (string MediaType, List<byte[]> Samples) SamplesOf(string format) =>
        Samples.TryGetValue(format, out var sample)
            ? (sample.MediaType, [sample.Sample])
            : (Known[format].MediaType, [.. Known[format].Files.Select(FuzzSamples.Read)]);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <param name="temporary">
    /// The folder for temporary files, where nothing else writes; null where others use it too, so that only what is known of a case can be
    /// looked for.
    /// </param>
    public static async Task<IReadOnlyList<FuzzFailure>> RunAsync(
        string format,
        int first,
        int cases,
        string? temporary,
        Action<int>? current,
        CancellationToken ct
    )
    {
        var (mediaType, samples) = SamplesOf(format);
        var parser =
            Parsers.All.FirstOrDefault(p => p.Id == format)
            ?? Parsers.For(mediaType)
            ?? throw new InvalidOperationException($"no parser for {mediaType}");
        var failures = new List<FuzzFailure>();
        var own = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"programs-{format}-{Environment.ProcessId}"));
        try
        {
            for (var number = first; number < first + cases; number++)
            {
                current?.Invoke(number);
                var input = Input(format, samples, number);
                var what = await BrokenAsync(parser, mediaType, input, own.FullName, temporary, ct);
                if (what is not null)
                {
                    failures.Add(new($"{format} through its program", number, what));
                }
            }
        }
        finally
        {
            own.Delete(recursive: true);
        }

        return failures;
    }

    private static byte[] Input(string format, List<byte[]> samples, int number)
    {
        var random = new Random(ParserFuzz.HashOf(format, number));
        var sample = samples[random.Next(samples.Count)];
        return format is "odt" or "epub" && random.Next(8) != 0 && FuzzPackage.Of(sample, samples, random) is { } package ? package
            : random.Next(2) == 0 ? FuzzMutation.InPlace(sample, random)
            : FuzzMutation.Of(sample, samples, random);
    }

    private static async Task<string?> BrokenAsync(
        IParser parser,
        string mediaType,
        byte[] input,
        string own,
        string? temporary,
        CancellationToken ct
    )
    {
        // The program reads the source where it lies: nothing may come to stand beside it, nor change it.
        var path = Path.Combine(own, "source");
        await File.WriteAllBytesAsync(path, input, ct);
        string? folder = null;
        string? broken = null;
        await using (var source = File.OpenRead(path))
        {
            try
            {
                await using var converted = await Conversions.ConvertAsync(parser.Conversion ?? "", source, mediaType, null, ct);
                folder = Path.GetDirectoryName((converted.Content as FileStream)?.Name);
                broken = ParserFuzz.Broken(parser, converted.Content);
            }
            catch (Exception e) when (e is InvalidDataException or StrataException)
            {
                // Refused, with the program's reason.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                broken = e.ToString();
            }
        }

        string[] expected = temporary is null ? [path] : [own, path];
        return broken
            ?? (Directory.Exists(folder) ? $"{folder} is left" : null)
            ?? (
                Directory.EnumerateFileSystemEntries(temporary ?? own, "*", SearchOption.AllDirectories).Except(expected).FirstOrDefault()
                    is { } left
                    ? $"{left} is left"
                    : null
            )
            ?? ((await File.ReadAllBytesAsync(path, ct)).AsSpan().SequenceEqual(input) ? null : "the source was written to");
    }
}
