namespace Strata.Duplicates;

/// <summary>Entities that have one key, unpacked on demand.</summary>
/// <param name="Count">Number of entities.</param>
/// <param name="IsListed">Whether they are listed; false if far too many have the key.</param>
/// <param name="Packed">Entities listed when the index was made, as <see cref="KeyIndex"/> packs them.</param>
/// <param name="PackedCount">Number of packed entities.</param>
/// <param name="Since">Entities added since.</param>
internal readonly record struct KeyList(
    ulong Key,
    int Group,
    int Count,
    bool IsListed,
    ReadOnlyMemory<byte> Packed,
    int PackedCount,
    IReadOnlyList<long> Since
)
{
    /// <summary>Number of listed entities.</summary>
    public int Entries => PackedCount + Since.Count;

    /// <summary>Writes their numbers. One that was changed since may occur twice.</summary>
    /// <param name="entityNos">Buffer of <see cref="Entries"/> numbers.</param>
    public void Unpack(Span<long> entityNos)
    {
        KeyIndex.Unpack(Packed.Span, entityNos[..PackedCount]);
        for (var i = 0; i < Since.Count; i++)
        {
            entityNos[PackedCount + i] = Since[i];
        }
    }
}
