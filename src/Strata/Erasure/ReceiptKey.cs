using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Erasure;

/// <summary>Signs receipts (HMAC-SHA-256, RFC 2104) with a secret in the store's database, shared by all its processes.</summary>
internal sealed class ReceiptKey(IDatabase database)
{
    private const int Bytes = 32;
    private const int NameBytes = 8;

    public async Task<ErasureReceipt> SignAsync(ErasureReceipt receipt, CancellationToken ct)
    {
        var key = await KeyAsync(ct);
        var named = receipt with { Key = NameOf(key) };
        return named with { Signature = Convert.ToHexStringLower(Hash(key, named)) };
    }

    public async Task<PartErasureReceipt> SignAsync(PartErasureReceipt receipt, CancellationToken ct)
    {
        var key = await KeyAsync(ct);
        var named = receipt with { Key = NameOf(key), Signature = "" };
        var signature = HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes(named, StrataJson.Options));
        return named with { Signature = Convert.ToHexStringLower(signature) };
    }

    /// <summary>Whether this store made the receipt.</summary>
    public async Task<ReceiptCheck> CheckAsync(ErasureReceipt receipt, CancellationToken ct)
    {
        var key = await KeyAsync(ct);
        if (!string.Equals(receipt.Key, NameOf(key), StringComparison.Ordinal))
        {
            return ReceiptCheck.Foreign;
        }
        return
            receipt.Signature.Length == SHA256.HashSizeInBytes * 2
            && receipt.Signature.All(char.IsAsciiHexDigitLower)
            && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(receipt.Signature), Hash(key, receipt))
            ? ReceiptCheck.Genuine
            : ReceiptCheck.Changed;
    }

    private static byte[] Hash(byte[] key, ErasureReceipt receipt) =>
        HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes(receipt with { Signature = "" }, StrataJson.Options));

    /// <summary>Identifies a key without revealing it.</summary>
    private static string NameOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, NameBytes));

    private Task<byte[]> KeyAsync(CancellationToken ct) =>
        database.KeptAsync("receipt_key", () => Task.FromResult(RandomNumberGenerator.GetBytes(Bytes)), ct);
}
