using System.Diagnostics;
using Strata.Documents.Programs;
using Strata.Parsing;

namespace Strata.Testing;

/// <summary>
/// Feeds damaged files to the real programs (poppler, pandoc) and what they print to the parsers, and checks what must hold of any input: read
/// or refused with a reason, in good time, and no file left in the temporary folder or beside it. Every case is made from its number alone.
/// </summary>
public static class ProgramFuzz
{
    private const string Golden = "tests/Strata.Tests/Parsing/Office/Golden/sources/";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, (string MediaType, string[] Files)> Known = new()
    {
        ["pdf"] = (MediaTypes.Pdf, ["tests/Strata.Tests/Documents/Fixtures/invoice.pdf", "tests/Strata.Tests/Documents/Fixtures/scan.pdf", Golden + "contract.pdf", Golden + "deck.pdf", Golden + "stock.pdf"]),
        ["odt"] = ("application/vnd.oasis.opendocument.text", [Golden + "letter.odt"]),
        ["rtf"] = ("application/rtf", [Golden + "letter.rtf"]),
    };

    public static IReadOnlyCollection<string> Formats => Known.Keys;

    /// <param name="temporary">The folder for temporary files, where nothing else writes; null where others use it too, so that only what is known of a case can be looked for.</param>
    public static async Task<IReadOnlyList<FuzzFailure>> RunAsync(string format, int first, int cases, string? temporary, Action<int>? current, CancellationToken ct)
    {
        var (mediaType, files) = Known[format];
        var samples = files.Select(FuzzSamples.Read).ToList();
        var parser = Parsers.For(mediaType) ?? throw new InvalidOperationException($"no parser for {mediaType}");
        var failures = new List<FuzzFailure>();
        var own = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"programs-{format}-{Environment.ProcessId}"));
        try
        {
            for (var number = first; number < first + cases; number++)
            {
                current?.Invoke(number);
                var watch = Stopwatch.StartNew();
                var input = Input(format, samples, number);
                var what = await BrokenAsync(parser, mediaType, input, own.FullName, temporary, ct);
                what ??= watch.Elapsed > Longest ? $"took {watch.Elapsed.TotalSeconds:F1} s for {input.Length} bytes" : null;
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
        return format == "odt" && random.Next(8) != 0 && FuzzPackage.Of(sample, samples, random) is { } package ? package
            : random.Next(2) == 0 ? FuzzMutation.InPlace(sample, random)
            : FuzzMutation.Of(sample, samples, random);
    }

    private static async Task<string?> BrokenAsync(IParser parser, string mediaType, byte[] input, string own, string? temporary, CancellationToken ct)
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
            ?? (Directory.EnumerateFileSystemEntries(temporary ?? own, "*", SearchOption.AllDirectories).Except(expected).FirstOrDefault() is { } left ? $"{left} is left" : null)
            ?? ((await File.ReadAllBytesAsync(path, ct)).AsSpan().SequenceEqual(input) ? null : "the source was written to");
    }
}
