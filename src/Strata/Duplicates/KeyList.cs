namespace Strata.Duplicates;

/// <summary>The entities that have one key, unpacked when they are asked for.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="IsListed">Whether it is known who they are: not where far too many have the key.</param>
/// <param name="Packed">Those listed when the index was made; as <see cref="KeyIndex"/> packs them.</param>
/// <param name="PackedCount">How many those are.</param>
/// <param name="Since">Those that came since.</param>
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
    /// <summary>How many are known.</summary>
    public int Entries => PackedCount + Since.Count;

    /// <summary>Their numbers. One that was changed since may be there twice.</summary>
    /// <param name="entityNos">Of <see cref="Entries"/>.</param>
    public void Unpack(Span<long> entityNos)
    {
        KeyIndex.Unpack(Packed.Span, entityNos[..PackedCount]);
        for (var i = 0; i < Since.Count; i++)
        {
            entityNos[PackedCount + i] = Since[i];
        }
    }
}
