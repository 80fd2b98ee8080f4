using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Strata.Aggregates;

/// <summary>Compares bytes by their content, also those of a row that are not copied.</summary>
internal sealed class ByteKeys : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly ByteKeys Comparer = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    /// <summary>Eight bytes at a time, each mixed by a multiplication (Knuth, vol. 3, 6.4), with the process's own seed.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = Seed ^ (ulong)alternate.Length;
        while (alternate.Length >= sizeof(ulong))
        {
            hash = Mixed(hash ^ MemoryMarshal.Read<ulong>(alternate));
            alternate = alternate[sizeof(ulong)..];
        }
        ulong rest = 0;
        foreach (var b in alternate)
        {
            rest = (rest << 8) | b;
        }
        return (int)(Mixed(hash ^ rest) >> 32);
    }

    /// <summary>So that nobody can store values that all have one hash.</summary>
    private static readonly ulong Seed = (ulong)HashCode.Combine(0) * Multiplier;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static ulong Mixed(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 29);
    }
}
