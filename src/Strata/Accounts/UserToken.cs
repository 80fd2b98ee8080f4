using System.Text.Json.Serialization;

namespace Strata.Accounts;

/// <summary>A token's record. The token itself is shown once; only its hash is stored.</summary>
/// <param name="Scope">What it may do.</param>
/// <param name="ExpiresAt">Refused from this moment on; null: never.</param>
/// <param name="LastUsedAt">Last use, to the hour; null: never.</param>
public sealed record UserToken(
    string TokenId,
    string Name,
    TokenScope Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt
)
{
    /// <summary>Returns the user a token claims to be of, unverified; null if the text is no token.</summary>
    public static UserId? UserOf(string token) => TokenText.Parse(token)?.User;
}

/// <summary>Scope of a token; each includes those before it.</summary>
[JsonConverter(typeof(SnakeCaseEnum<TokenScope>))]
public enum TokenScope
{
    /// <summary>Read.</summary>
    Read,

    /// <summary>Decide about what staged runs have found.</summary>
    Review,

    /// <summary>Ingest, store and decide.</summary>
    Write,

    /// <summary>Control background work, rebuild, and sweep.</summary>
    Admin,
}

/// <summary>The holder of a valid token.</summary>
public sealed record KnownToken(UserId User, string TokenId, TokenScope Scope);

/// <param name="Token"><c>strata_&lt;user&gt;_&lt;43 characters of base64url&gt;</c>.</param>
public sealed record NewToken(string Token, UserToken Details);
