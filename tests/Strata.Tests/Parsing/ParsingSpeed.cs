using System.Diagnostics;
using Strata.Parsing;

namespace Strata.Tests.Parsing;

/// <summary>Speed and memory over 100 MB; run by name with <c>-explicit only</c>, in a release build.</summary>
public sealed class ParsingSpeed(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData(
        "text/csv",
        "id,date,payee,amount,currency,note\n",
        "{0},2024-01-{1:00},Some merchant {0},{1}.50,EUR,\"paid, by card\"\n",
        ""
    )]
    [InlineData(
        "application/json",
        "[",
        "{{\"id\": {0}, \"date\": \"2024-01-{1:00}\", \"payee\": \"Some merchant {0}\", \"amount\": {1}.50}},\n",
        "{}]"
    )]
    [InlineData(
        "application/x-ndjson",
        "",
        "{{\"id\": {0}, \"date\": \"2024-01-{1:00}\", \"payee\": \"Some merchant {0}\", \"amount\": {1}.50}}\n",
        ""
    )]
    [InlineData("text/plain", "", "Paragraph {0} on day {1}\nwith a second line.\n\n", "")]
    public void A_large_source_streams(string mediaType, string head, string row, string tail)
    {
        var file = Path.GetTempFileName();
        try
        {
            Write(file, head, row, tail);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            for (var round = 0; round < 3; round++)
            {
                var allocated = GC.GetTotalAllocatedBytes();
                var watch = Stopwatch.StartNew();
                var blocks = Parsers.For(mediaType)!.Parse(source, null, ParseBudget.Default).Sum(d => d.Blocks.LongCount());
                var rate = source.Length / 1e6 / watch.Elapsed.TotalSeconds;
                output.WriteLine(
                    $"{mediaType}: {rate:F0} MB/s, {blocks / watch.Elapsed.TotalSeconds / 1e6:F2} M blocks/s, {(GC.GetTotalAllocatedBytes() - allocated) / blocks} bytes a block, heap {GC.GetTotalMemory(true) / 1e6:F0} MB"
                );
            }

            GC.GetTotalMemory(forceFullCollection: true).ShouldBeLessThan(50_000_000);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Write(string file, string head, string row, string tail)
    {
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        writer.Write(head);
        for (var i = 0; writer.BaseStream.Position < 100_000_000; i++)
        {
            writer.Write(string.Format(row, i, (i % 28) + 1));
        }

        writer.Write(tail);
    }
}
