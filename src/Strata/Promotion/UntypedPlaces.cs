using Strata.Database;
using Strata.Documents;
using Strata.Ledger;
using Strata.Runs;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>
/// Places of untyped observations that are identified by their place only. The promoted observations get the same place, so the next
/// reading of their source matches them.
/// </summary>
internal static class UntypedPlaces
{
    /// <summary>Returns the places by observation seq, only for observations whose entity is known by that place.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> OfAsync(
        UserConnection connection,
        IReadOnlyList<ObservationRecord> records,
        IReadOnlyDictionary<long, DocumentRecord> documents
    )
    {
        var likely = new List<(ObservationRecord Record, string Place, string Key)>();
        foreach (var record in records)
        {
            if (
                record is { Rule: EntityKeys.PlaceRule, Digest: { } digest, DocumentNo: { } no }
                && documents.TryGetValue(no, out var document)
            )
            {
                var place = Of(record, digest, document);
                likely.Add((record, place, EntityKeys.StoredPlace(SchemaSet.GenericType, place)));
            }
        }
        if (likely.Count == 0)
        {
            return new Dictionary<long, string>();
        }
        var known = (
            await connection.QueryAsync<KeyRow>(
                "select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@keys)",
                new { keys = likely.Select(l => l.Key).Distinct(StringComparer.Ordinal).ToList() }
            )
        ).ToDictionary(k => k.Key, k => k.EntityNo, StringComparer.Ordinal);
        return likely
            .Where(l => known.TryGetValue(l.Key, out var no) && no == l.Record.EntityNo)
            .ToDictionary(l => l.Record.Seq, l => l.Place);
    }

    /// <summary>Returns the place of the raw record; an observation without one is of the document as a whole.</summary>
    private static string Of(ObservationRecord record, string digest, DocumentRecord document)
    {
        var whole = Fragments.Read(record.Fragments ?? "{}").Values.FirstOrDefault(f => f.Reason == GenericRecords.RawReason);
        if (whole?.Locator is not { } at)
        {
            return FindingPlaces.OfWhole(digest, document.Part);
        }
        var text = document.IsRendered == 1 ? document.TextDigest : null;
        return FindingPlaces.OfRecord(digest, document.Part, text, new ByteRange(at.Start, at.Length));
    }

    private sealed record KeyRow(string Key, long EntityNo);
}
