using Strata.Indexing.Postings;

namespace Strata.Tests.Search;

/// <summary>Lists are scored a window at a time; what comes out is what scoring each document alone gives.</summary>
public sealed class TopDocumentsTests
{
    private const int Documents = 10_007; // several windows, and a rest that fills no vector

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Best_documents_are_those_of_scoring_each_alone(int seed)
    {
        var random = new Random(seed);
        var impacts = new Dictionary<string, Dictionary<int, byte>>(StringComparer.Ordinal);
        foreach (
            var (term, share) in new[] { ("wall", 1.0), ("whalf", 0.5), ("wfew", 0.01), ("wone", 0.0001), ("Tnote", 0.7), ("wnot", 0.1) }
        )
        {
            // Few impacts, so that many are equal.
            impacts[term] = Enumerable
                .Range(0, Documents)
                .Where(_ => random.NextDouble() < share)
                .ToDictionary(o => o, _ => (byte)(15 - random.Next(2)));
        }
        var lists = impacts.ToDictionary(t => t.Key, t => List(t.Value, random), StringComparer.Ordinal);
        QuestionWord[] words =
        [
            new(0.5, [new QuestionTerm("wall", 1)]),
            new(3, [new QuestionTerm("wfew", 1), new QuestionTerm("whalf", 0.5)]),
            new(9, [new QuestionTerm("wone", 1)]),
        ];
        foreach (var all in new[] { 0b001, 0b011, 0b111 })
        {
            foreach (var isFiltered in new[] { false, true })
            {
                IReadOnlyList<string>[] required = isFiltered
                    ?
                    [
                        ["Tnote", "wone"],
                    ]
                    : [];
                string[] excluded = isFiltered ? ["wnot"] : [];
                var top = new TopDocuments(20, all);
                top.Add(0, Documents, lists, words, required, excluded);

                var expected = Enumerable
                    .Range(0, Documents)
                    .Where(o => required.All(r => r.Any(t => impacts[t].ContainsKey(o))) && !excluded.Any(t => impacts[t].ContainsKey(o)))
                    .Select(o => Scored(o, words, impacts))
                    .Where(d => d.Words != 0)
                    .ToList();
                top.Matches.ShouldBe(expected.Count);
                top.Whole.ShouldBe(expected.Count(d => (d.Words & all) == all));
                top.Best().Select(d => (d.Ordinal, d.Words)).ShouldBe(Best(expected, all), $"all {all}, filtered {isFiltered}");
            }
        }
    }

    private static IEnumerable<(int Ordinal, int Words)> Best(IEnumerable<ScoredDocument> documents, int all) =>
        documents
            .OrderByDescending(d => (d.Words & all) == all)
            .ThenByDescending(d => d.Score)
            .ThenByDescending(d => d.Ordinal)
            .Take(20)
            .Select(d => (d.Ordinal, d.Words));

    private static ScoredDocument Scored(int ordinal, QuestionWord[] words, Dictionary<string, Dictionary<int, byte>> impacts)
    {
        var (score, held) = (0f, 0);
        for (var w = 0; w < words.Length; w++)
        {
            if (words[w].Terms.FirstOrDefault(t => impacts[t.Term].ContainsKey(ordinal)) is { } term)
            {
                score += (float)(term.Weight * words[w].Rarity / Impacts.Max) * impacts[term.Term][ordinal];
                held |= 1 << w;
            }
        }
        return new ScoredDocument(0, ordinal, score, held);
    }

    /// <summary>In parts, one of them empty.</summary>
    private static SegmentList List(Dictionary<int, byte> impacts, Random random)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var part = new List<byte>();
        var previous = -1;
        foreach (var (ordinal, impact) in impacts.OrderBy(i => i.Key))
        {
            PostingList.Write(part, new Posting(ordinal, impact), previous);
            previous = ordinal;
            if (random.Next(700) == 0)
            {
                parts.Add(part.ToArray());
                part.Clear();
            }
        }
        parts.Add(part.ToArray());
        parts.Add(Array.Empty<byte>());
        return new SegmentList(impacts.Count, 0, parts);
    }
}
