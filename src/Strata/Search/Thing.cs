using Strata.Documents;
using Strata.Entities;
using Strata.Indexing;

namespace Strata.Search;

/// <summary>A thing that was found: an entity, or a source that no entity stands for; with its best passage.</summary>
internal sealed class Thing
{
    public long EntityNo { get; init; }
    public EntityView? Entity { get; init; }
    public IReadOnlyList<SearchText> Texts { get; set; } = [];

    /// <summary>Day of the entity itself.</summary>
    public string? OwnDate { get; init; }
    public string? Amount { get; init; }

    /// <summary>By the words of the entity itself.</summary>
    public double Own { get; init; }
    public int Words { get; set; }
    public bool IsPhrase { get; set; }
    public Passage? Passage { get; private set; }
    public Passage? Names { get; private set; }

    private double _undeclared;

    /// <summary>Set when everything is joined.</summary>
    public double Score { get; private set; }

    public string? Date => OwnDate ?? (Passage ?? Names)?.Day;

    private PassageRow? Source => (Passage ?? Names)?.Row;

    public string? SourceName => Source is { } row ? row.FileName ?? row.Title ?? row.SourceId : null;

    public void Take(Passage passage, Matching matching)
    {
        Words |= passage.Words;
        if (passage.Index < 0)
        {
            Names = Names is { } names && names.Score >= passage.Score ? names : passage;
            return;
        }
        IsPhrase |= matching.IsPhrase([passage.Text]);
        if (Passage is not { } best || Value(passage) > Value(best))
        {
            Passage = passage;
        }

        double Value(Passage p) => p.Score + (matching.IsPhrase([p.Text]) ? 1_000 : 0);
    }

    public void Take(UndeclaredFields fields, Matching matching)
    {
        Words |= fields.Words;
        _undeclared = Math.Max(_undeclared, fields.Score);
        Texts = [.. Texts, .. fields.Texts];
        IsPhrase |= matching.IsPhrase(fields.Texts);
    }

    /// <summary>Several sides of one thing say the same: the best counts whole, the others in part.</summary>
    public void Rank(Matching matching)
    {
        const double Others = 0.3;
        double[] sides = [Own, _undeclared, Passage?.Score ?? 0, Names?.Score ?? 0];
        var best = sides.Max();
        Score = matching.Final(best + ((sides.Sum() - best) * Others), Words, IsPhrase);
    }

    /// <summary>By score; equal ones by their newest day, then by what doesn't depend on the order of arrival.</summary>
    public static int BestFirst(Thing a, Thing b)
    {
        if (a.Score != b.Score)
        {
            return b.Score.CompareTo(a.Score);
        }
        var isEntity = (b.Entity is not null).CompareTo(a.Entity is not null);
        var date = string.CompareOrdinal(b.Date, a.Date);
        var title = string.CompareOrdinal(a.Entity?.Title, b.Entity?.Title);
        return isEntity != 0 ? isEntity
            : date != 0 ? date
            : title != 0 ? title
            : string.CompareOrdinal(a.Entity?.EntityId ?? a.Id, b.Entity?.EntityId ?? b.Id);
    }

    private string? Id => Source is { } row ? row.SourceId + "/" + row.DocumentId : null;

    public SearchHit ToHit(Matching matching)
    {
        var matched = matching.Matched(Texts);
        var names = new List<string>();
        names.AddRange(matched.Select(t => t.Field).OfType<string>().Distinct(StringComparer.Ordinal).Take(5));
        if (Passage is not null)
        {
            names.Add("passage");
        }
        if (Names is not null)
        {
            names.Add("file name");
        }
        if (names.Count == 0)
        {
            names.Add("type");
        }
        var isOfPassage = Passage is { } own && (matched.Count == 0 || own.Score > Own);
        var hit = new SearchHit
        {
            Kind = Entity is null ? HitKind.Block : HitKind.Entity,
            Score = Score,
            Entity = Entity,
            Date = Date,
            Amount = Amount,
            Matched = names,
            SourceId = Source?.SourceId,
            FileName = Source?.FileName,
            Snippet =
                Passage is { } shown && (isOfPassage || matched.Count == 0) ? matching.SnippetOf(shown.Text, shown.Raw)
                : matched.Count > 0 ? matching.SnippetOf(matched[0])
                : Names is { } named ? matching.SnippetOf(named.Text)
                : null,
        };
        return Passage is { Block: { } block, Row: var row }
            ? hit with
            {
                BlockId = row.DocumentId + "/" + block.Index.ToString(CultureInfo.InvariantCulture),
                Locator = new ByteLocator(block.Range.Start, block.Range.Length),
                LocatorIn = row.IsRendered != 0 ? DocumentRecord.InText : DocumentRecord.InSource,
                Places = row.IsRendered != 0 ? PlacesOf(row, block) : null,
            }
            : hit;
    }

    private static IReadOnlyList<PlaceView> PlacesOf(PassageRow row, PackedBlock block)
    {
        var whole = row.Stored.Blocks([], Encodings.Get(row.Encoding))[block.Index - (int)row.FirstBlock];
        return PlaceFinder.Views(whole.Spans.Select(s => s.Place));
    }
}
