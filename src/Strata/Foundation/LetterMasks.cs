using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Strata.Foundation;

/// <summary>Positions of each letter in a short text, as bits: comparators take all positions of a letter at once.</summary>
internal readonly ref struct LetterMasks
{
    /// <summary>Longest text, in characters, that has a mask.</summary>
    public const int MaxLength = 64;

    private const int Lane = 16;
    private readonly ref ushort _first;
    private readonly int _length;

    /// <param name="buffer">Buffer of <see cref="MaxLength"/> characters; the text is copied there.</param>
    public LetterMasks(ReadOnlySpan<char> text, Span<char> buffer)
    {
        text.CopyTo(buffer);
        _first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(buffer));
        _length = text.Length;
    }

    /// <summary>
    /// Returns a mask whose bit i says that letter i is <paramref name="letter"/>. Bits from the text's length on say nothing.
    /// </summary>
    public ulong Where(char letter)
    {
        var wanted = Vector256.Create((ushort)letter);
        var found = (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref _first), wanted).ExtractMostSignificantBits();
        for (var at = Lane; at < _length; at += Lane)
        {
            found |= (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref _first, (nuint)at), wanted).ExtractMostSignificantBits() << at;
        }
        return found;
    }
}
