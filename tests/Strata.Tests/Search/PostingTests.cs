using Strata.Indexing.Postings;

namespace Strata.Tests.Search;

/// <summary>Segments hold what was added less what was replaced, however they are merged and written.</summary>
public sealed class PostingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Best_documents_are_those_of_a_full_ranking_whatever_was_merged(int seed)
    {
        var random = new Random(seed);
        var segments = new List<Segment>();
        var documents = new SortedDictionary<long, Dictionary<string, byte>>();
        for (var s = 0; s < 20; s++)
        {
            var segment = new Segment();
            foreach (var row in Enumerable.Range(0, 60).Select(_ => (long)random.Next(1, 400)).Distinct().ToList())
            {
                if (documents.Remove(row, out var former))
                {
                    segment.Remove(row, former.Keys);
                }
                if (random.Next(5) > 0)
                {
                    var terms = Enumerable
                        .Range(0, 1 + random.Next(6))
                        .Select(_ => "w" + (char)('a' + (random.Next(26) * random.Next(26) / 26)))
                        .Distinct()
                        .ToDictionary(t => t, _ => (byte)random.Next(1, 16));
                    documents[row] = terms;
                    segment.Add(row << Segment.PlaceBits, terms.Select(t => (t.Key, t.Value)));
                }
            }
            segments.Add(Again(segment));
            while (segments.Count > 2 && random.Next(2) == 0)
            {
                var from = random.Next(segments.Count - 1);
                var count = 2 + random.Next(Math.Min(3, segments.Count - from - 1));
                var merged = Segment.Merge(segments.GetRange(from, count), isBottom: from == 0);
                segments.RemoveRange(from, count);
                segments.Insert(from, Again(merged));
            }
        }

        foreach (var term in documents.SelectMany(d => d.Value.Keys).Distinct())
        {
            var counted = segments.Sum(s => s.Terms.TryGetValue(term, out var own) ? own.Documents.Count - own.Removed : 0);
            counted.ShouldBe(documents.Count(d => d.Value.ContainsKey(term)), term);
        }
        for (var round = 0; round < 50; round++)
        {
            var words = Enumerable
                .Range(0, 1 + random.Next(4))
                .Select(_ => new QuestionWord(
                    1 + random.NextDouble(),
                    [new QuestionTerm("w" + (char)('a' + random.Next(26)), 1), new QuestionTerm("w" + (char)('a' + random.Next(26)), 0.5)]
                ))
                .ToList();
            var all = (1 << words.Count) - 1;
            var expected = documents
                .Select(d => Score(words, d.Value))
                .Where(s => s.Words != 0)
                .OrderByDescending(s => s.Words == all)
                .ThenByDescending(s => s.Score)
                .Take(10)
                .Select(s => Math.Round(s.Score, 3));

            var found = new List<ScoredDocument>();
            for (var s = 0; s < segments.Count; s++)
            {
                var lists = segments[s]
                    .Terms.ToDictionary(
                        t => t.Key,
                        t => new SegmentList(t.Value.Documents.Count, t.Value.Removed, [Bytes(t.Value.Documents)]),
                        StringComparer.Ordinal
                    );
                var top = new TopDocuments(1_000, all);
                top.Add(s, segments[s].Documents.Count, lists, words, [], []);
                found.AddRange(
                    top.Best()
                        .Where(b =>
                            !segments
                                .Skip(b.Segment + 1)
                                .Any(n => n.Replaced.Contains(segments[b.Segment].Documents[b.Ordinal] >> Segment.PlaceBits))
                        )
                );
            }

            found.Sort((a, b) => b.CompareTo(a, all));
            found.Take(10).Select(f => Math.Round(f.Score, 3)).ShouldBe(expected, 0.002);
        }
    }

    [Fact]
    public void Documents_that_lack_what_is_required_or_have_what_is_excluded_are_left_out()
    {
        var segment = new Segment();
        segment.Add(1, [("wa", 9), ("wb", 9)]);
        segment.Add(2, [("wa", 9), ("Tinvoice", 15)]);
        segment.Add(3, [("wa", 9), ("Tinvoice", 15), ("wc", 1)]);
        var lists = segment.Terms.ToDictionary(t => t.Key, t => new SegmentList(t.Value.Documents.Count, 0, [Bytes(t.Value.Documents)]));
        var top = new TopDocuments(10, 1);

        top.Add(
            0,
            3,
            lists,
            [new QuestionWord(1, [new QuestionTerm("wa", 1)])],
            [
                ["Tinvoice", "Tbill"],
            ],
            ["wc"]
        );

        top.Best().ShouldHaveSingleItem().Ordinal.ShouldBe(1);
        top.Matches.ShouldBe(1);
    }

    [Fact]
    public void Impact_depends_on_the_document_alone_and_grows_with_frequency_and_shortness()
    {
        var fields = FieldList.From([new("name", "\"Acme\""), new("text", "\"acme acme and much else that is said\"")]);
        var once = DocumentTerms.OfEntity(fields, "note").EntityImpacts().ToDictionary(t => t.Term, t => t.Impact);
        once["wacme"].ShouldBeGreaterThan(once["welse"]);
        once["Tnote"].ShouldBe((byte)Impacts.Max);
        Impacts.Of(1, 10, 40).ShouldBeGreaterThan(Impacts.Of(1, 400, 40));
        Impacts.Rarity(1, 1_000).ShouldBeGreaterThan(Impacts.Rarity(900, 1_000));
        Impacts.Rarity(1_000, 1_000).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Large_segments_have_pages_that_give_them_back()
    {
        var segment = new Segment();
        for (var i = 0; i < 5_000; i++)
        {
            segment.Add(((long)i * 3) << Segment.PlaceBits, [("wcommon", (byte)(1 + (i % 15))), ($"n{i}", 3), ("w東京" + (i % 40), 2)]);
        }
        segment.Remove(7, ["wgone"]);
        var writer = new SegmentCodec.Writer();
        writer.Documents(segment.Documents);
        writer.Replaced(segment.Replaced);
        foreach (var (term, postings) in segment.Terms.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.Add(term, postings.Documents, postings.Removed);
        }
        var pages = writer.Take(isEnd: true);
        pages.Max(p => p.Content.Length).ShouldBeLessThan(40_000);
        var read = new Segment();
        var lists = new Dictionary<string, List<byte>>(StringComparer.Ordinal);
        foreach (var page in pages.OrderBy(p => Convert.ToHexString(p.Key), StringComparer.Ordinal))
        {
            SegmentCodec.Read(page.Key, page.Content, read, lists);
        }
        Text(read).ShouldBe(Text(segment));
    }

    private static Segment Again(Segment segment)
    {
        var read = SegmentCodec.ReadSegment(SegmentCodec.Whole(segment));
        Text(read).ShouldBe(Text(segment));
        return read;
    }

    private static string Text(Segment segment) =>
        string.Join(',', segment.Documents)
        + "|"
        + string.Join(',', segment.Replaced)
        + "|"
        + string.Join(
            ' ',
            segment
                .Terms.OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => $"{t.Key}-{t.Value.Removed}:{string.Join(';', t.Value.Documents)}")
        );

    private static byte[] Bytes(List<Posting> postings)
    {
        var bytes = new List<byte>();
        var previous = -1;
        foreach (var posting in postings)
        {
            PostingList.Write(bytes, posting, previous);
            previous = posting.Ordinal;
        }
        return [.. bytes];
    }

    private static (double Score, int Words) Score(List<QuestionWord> words, Dictionary<string, byte> document)
    {
        var (score, held) = (0.0, 0);
        for (var w = 0; w < words.Count; w++)
        {
            if (words[w].Terms.FirstOrDefault(t => document.ContainsKey(t.Term)) is { } term)
            {
                score += term.Weight * words[w].Rarity * document[term.Term] / Impacts.Max;
                held |= 1 << w;
            }
        }
        return (score, held);
    }
}
