using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Strata.Accounts;

/// <summary>
/// Encrypts what nobody should read in the database or a copy of it, such as passwords: AES-256-GCM (NIST SP 800-38D). The key is
/// STRATA_SECRET_KEY, or for an embedded store a file beside the database.
/// </summary>
/// <param name="given">32 bytes in base64; null: none was given.</param>
/// <param name="file">Where an embedded store keeps its key; null: the key must be given.</param>
internal sealed class SecretKey(string? given, string? file)
{
    public const string Variable = "STRATA_SECRET_KEY";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int NameBytes = sizeof(uint);

    private byte[]? _key;

    /// <param name="context">What the secret belongs to: it opens with the same context only.</param>
    /// <returns>Name of the key, nonce, tag, encrypted bytes.</returns>
    /// <exception cref="StrataException">CONFLICT: the store has no key.</exception>
    public byte[] Seal(ReadOnlySpan<byte> secret, string context)
    {
        var key = Key(create: true);
        var seal = new byte[NameBytes + NonceBytes + TagBytes + secret.Length];
        BinaryPrimitives.WriteUInt32BigEndian(seal, NameOf(key));
        var nonce = seal.AsSpan(NameBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            nonce,
            secret,
            seal.AsSpan(NameBytes + NonceBytes + TagBytes),
            seal.AsSpan(NameBytes + NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(context)
        );
        return seal;
    }

    /// <exception cref="StrataException">CONFLICT: the store has no key, or another one.</exception>
    /// <exception cref="CryptographicException">The seal is of another context, or was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> seal, string context)
    {
        var key = Key(create: false);
        if (seal.Length < NameBytes + NonceBytes + TagBytes)
        {
            throw new CryptographicException("The seal is too short.");
        }
        if (BinaryPrimitives.ReadUInt32BigEndian(seal) != NameOf(key))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"This was encrypted with another key than the store has now ({Place}). Bring that key back, or enter the secret again."
            );
        }
        var secret = new byte[seal.Length - NameBytes - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            seal.Slice(NameBytes, NonceBytes),
            seal[(NameBytes + NonceBytes + TagBytes)..],
            seal.Slice(NameBytes + NonceBytes, TagBytes),
            secret,
            Encoding.UTF8.GetBytes(context)
        );
        return secret;
    }

    /// <summary>Why a given key is none; null if it is one, or none was given.</summary>
    public static string? Misnamed(string? given) =>
        given is null || Parse(given) is not null
            ? null
            : $"{Variable} must be {KeyBytes} bytes in base64, such as of: openssl rand -base64 {KeyBytes}.";

    private string Place => given is null && file is not null ? file : Variable;

    private byte[] Key(bool create) =>
        _key ??=
            given is not null ? Parse(given) ?? throw new StrataException(ErrorCode.Conflict, Misnamed(given) ?? "")
            : file is not null ? OfFile(file, create)
            : throw new StrataException(
                ErrorCode.Conflict,
                $"To keep secrets, the operator sets {Variable} for all processes of the store, such as to the output of: openssl rand -base64 {KeyBytes}."
            );

    private static byte[]? Parse(string text)
    {
        var key = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyBytes ? key[..KeyBytes] : null;
    }

    private static byte[] OfFile(string file, bool create)
    {
        if (!File.Exists(file) && create)
        {
            Create(file);
        }
        try
        {
            return Parse(File.ReadAllText(file))
                ?? throw new StrataException(ErrorCode.Conflict, $"'{file}' is not a key of {KeyBytes} bytes in base64.");
        }
        catch (FileNotFoundException e)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"The store's key '{file}' is gone. Bring it back from a copy, or enter the secret again.",
                e
            );
        }
    }

    /// <summary>Of processes that create it at once, the first one's stays.</summary>
    private static void Create(string file)
    {
        var own = $"{file}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var stream = new FileStream(own, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(own, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(own);
        }
    }

    private static uint NameOf(byte[] key) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key));
}
