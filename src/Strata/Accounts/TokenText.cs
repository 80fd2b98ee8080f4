using System.Buffers.Text;
using System.Security.Cryptography;

namespace Strata.Accounts;

/// <summary>
/// A bearer token: <c>strata_&lt;user&gt;_&lt;secret&gt;</c>, where the secret is 32 random bytes in base64url. The user's name only says
/// where to look; the secret proves the claim.
/// </summary>
internal sealed record TokenText(UserId User, byte[] Secret)
{
    public const int SecretBytes = 32;
    private const string Prefix = "strata_";

    /// <summary>SHA-256 of the secret. It has 256 random bits, so a slow hash would add nothing.</summary>
    public byte[] Hash => SHA256.HashData(Secret);

    /// <summary>Derived from the hash's hash: found by the secret, without revealing it.</summary>
    public string TokenId => "tok_" + Convert.ToHexStringLower(SHA256.HashData(Hash).AsSpan(0, 8));

    /// <summary>Returns null if the text is no token.</summary>
    public static TokenText? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        var rest = text.AsSpan(Prefix.Length);
        var separator = rest.IndexOf('_'); // user names contain none
        if (separator < 0 || !UserId.IsValid(rest[..separator].ToString()))
        {
            return null;
        }
        Span<byte> secret = stackalloc byte[SecretBytes];
        var written = 0;
        var encoded = rest[(separator + 1)..];
        return
            encoded.Length == Base64Url.GetEncodedLength(SecretBytes)
            && Base64Url.IsValid(encoded)
            && Base64Url.TryDecodeFromChars(encoded, secret, out written)
            && written == SecretBytes
            ? new TokenText(new UserId(rest[..separator].ToString()), secret.ToArray())
            : null;
    }

    /// <summary>The whole token. Never log it.</summary>
    public string Reveal() => $"{Prefix}{User}_{Base64Url.EncodeToString(Secret)}";

    public override string ToString() => TokenId;
}
