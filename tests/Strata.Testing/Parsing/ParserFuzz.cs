using Strata.Parsing;

namespace Strata.Testing;

/// <summary>What a mutated sample did that no input may do.</summary>
public sealed record FuzzFailure(string Parser, int Case, string What)
{
    public override string ToString() => $"{Parser} case {Case}: {What}";
}

/// <summary>
/// Feeds mutated samples to a parser and checks what must hold of any input: no exception but those declared, ranges in order and inside,
/// an end in good time. Every case is made from its number alone, so a failure can be run again.
/// </summary>
public static class ParserFuzz
{
    public static readonly ParseBudget Budget = new()
    {
        MaxBlockBytes = 1024 * 1024,
        MaxBlocks = 100_000,
        MaxExpandedBytes = 32 * 1024 * 1024,
        MaxMembers = 1000,
        MaxPages = 100,
    };

    /// <summary>What a case may allocate in all; what it holds at once is less.</summary>
    private const long MaxAllocated = 2L * 1024 * 1024 * 1024;

    /// <summary>CPU time of a case.</summary>
    private static readonly TimeSpan MaxLength = TimeSpan.FromSeconds(10);

    /// <param name="current">Told each case before it runs, so that a watch outside can name the one that hangs.</param>
    public static IEnumerable<FuzzFailure> Run(IParser parser, int first, int cases, Action<int>? current = null)
    {
        var samples = FuzzSamples.Of(parser);
        for (var number = first; number < first + cases; number++)
        {
            current?.Invoke(number);
            var input = Input(parser, samples, number);
            var began = ThreadClock.CpuTime;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            if (Broken(parser, input) is { } what)
            {
                yield return new(parser.Id, number, what);
            }

            var took = ThreadClock.CpuTime - began;
            if (took > MaxLength)
            {
                yield return new(parser.Id, number, $"took {took.TotalSeconds:F1} s for {input.Length} bytes");
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (allocated > MaxAllocated)
            {
                yield return new(parser.Id, number, $"allocated {allocated} bytes for {input.Length}");
            }
        }
    }

    /// <summary>The input of a case.</summary>
    public static byte[] Input(IParser parser, int number) => Input(parser, FuzzSamples.Of(parser), number);

    private static byte[] Input(IParser parser, IReadOnlyList<byte[]> samples, int number)
    {
        var random = new Random(HashOf(parser.Id, number));
        var sample = samples[random.Next(samples.Count)];
        var isPackage = parser.Id is "docx" or "pptx" or "xlsx";
        return isPackage && random.Next(8) != 0 && FuzzPackage.Of(sample, samples, random) is { } package ? package
            : parser.Id == "xls" && random.Next(2) == 0 ? FuzzMutation.InPlace(sample, random)
            : FuzzMutation.Of(sample, samples, random);
    }

    internal static int HashOf(string text, int number)
    {
        var hash = 17;
        foreach (var c in text)
        {
            hash = unchecked((hash * 31) + c);
        }

        return unchecked((hash * 31) + number);
    }

    private static string? Broken(IParser parser, byte[] input)
    {
        using var source = new MemoryStream(input, writable: false);
        return Broken(parser, source);
    }

    /// <summary>What a parser does with an input that it may not do; null where it keeps its promises.</summary>
    internal static string? Broken(IParser parser, Stream source)
    {
        try
        {
            foreach (var document in parser.Parse(source, null, Budget))
            {
                var end = 0L;
                var index = 0;
                foreach (var block in document.Blocks)
                {
                    if (block.Index != index++ || block.Range.Start < end || block.Range.Length < 0)
                    {
                        return $"block {block.Index} has the range {block.Range} after {end}";
                    }

                    // What a program gives of a format is less than its tree could hold.
                    if (parser.Conversion is null && !parser.BlockTypes.Contains(block.Type))
                    {
                        return $"block {block.Index} is a {block.Type}, which the parser doesn't name";
                    }

                    end = block.Range.End;
                }

                if (!document.IsRendered && end > source.Length)
                {
                    return $"a block ends at {end} of {source.Length}";
                }
            }

            return parser is IContainerParser container ? Members(container, source) : null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static string? Members(IContainerParser parser, Stream source)
    {
        var total = 0L;
        foreach (var member in parser.Members(source, null, Budget))
        {
            if (member.FileName is { } name && name.AsSpan().IndexOfAny("/\\\0") >= 0)
            {
                return $"a member is called {name}";
            }

            try
            {
                using var content = member.Open();
                var buffer = new byte[16 * 1024];
                while (content.Read(buffer) is > 0 and var read)
                {
                    total += read;
                }
            }
            catch (InvalidDataException)
            {
                // What a member may say when it is broken or over the budget.
            }

            if (total > 2 * Budget.MaxExpandedBytes)
            {
                return $"the members gave {total} bytes";
            }
        }

        return null;
    }
}
