namespace Strata.Aggregates;

/// <summary>The fields of one entity, of which some have been found.</summary>
internal sealed class ScannedRow(FieldScan scan)
{
    private readonly (int Start, int Length)[] _found = new (int, int)[scan.Count];
    private byte[] _json = [];
    private int _length;

    private byte[] _winners = [];
    private int _winnersLength;

    /// <summary>What the reducer noted beside the fields (<see cref="Ledger.SnapshotCodec"/>).</summary>
    public ReadOnlySpan<byte> Winners => _winners.AsSpan(0, _winnersLength);

    public string EntityType { get; private set; } = "";

    /// <summary>Copies a row, which the database may overwrite.</summary>
    /// <param name="json">As <see cref="FieldList.ToJson"/> writes it.</param>
    public void Take(string entityType, ReadOnlySpan<byte> json, ReadOnlySpan<byte> winners)
    {
        (EntityType, _length, _winnersLength) = (entityType, json.Length, winners.Length);
        Copy(json, ref _json);
        Copy(winners, ref _winners);
        scan.Read(json, _found);
    }

    /// <summary>Canonical JSON of a field; empty if it is absent.</summary>
    public ReadOnlySpan<byte> Value(int slot) => _json.AsSpan(_found[slot].Start, _found[slot].Length);

    private static void Copy(ReadOnlySpan<byte> bytes, ref byte[] into)
    {
        if (into.Length < bytes.Length)
        {
            into = new byte[Math.Max(bytes.Length, into.Length * 2)];
        }
        bytes.CopyTo(into);
    }
}
