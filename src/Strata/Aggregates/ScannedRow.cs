namespace Strata.Aggregates;

/// <summary>The fields of one entity, of which some have been found.</summary>
internal sealed class ScannedRow(FieldScan scan)
{
    private readonly (int Start, int Length)[] _found = new (int, int)[scan.Count];
    private byte[] _json = [];

    /// <summary>Whether a check contradicts the value that is summed, or any where entities are counted.</summary>
    public bool IsDoubtful { get; private set; }

    public string EntityType { get; private set; } = "";

    public long EntityNo { get; private set; }

    /// <summary>See <see cref="Ledger.EntityRecord.Seq"/>; like the id, only of a scan that names entities.</summary>
    public long Seq { get; private set; }

    public string EntityId { get; private set; } = "";

    public void Name(long entityNo, long seq, string entityId) => (EntityNo, Seq, EntityId) = (entityNo, seq, entityId);

    /// <summary>Copies a row, which the database may overwrite.</summary>
    /// <param name="json">As <see cref="FieldList.ToJson"/> writes it.</param>
    public void Take(string entityType, ReadOnlySpan<byte> json, bool isDoubtful)
    {
        (EntityType, IsDoubtful) = (entityType, isDoubtful);
        if (_json.Length < json.Length)
        {
            _json = new byte[Math.Max(json.Length, _json.Length * 2)];
        }
        json.CopyTo(_json);
        scan.Read(json, _found);
    }

    /// <summary>Canonical JSON of a field; empty if it is absent.</summary>
    public ReadOnlySpan<byte> Value(int slot) => _json.AsSpan(_found[slot].Start, _found[slot].Length);
}
