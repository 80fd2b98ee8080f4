using System.Text.Json.Serialization;

namespace Strata.Accounts;

/// <summary>What is known of a token. The token itself is shown once, when it is made; only its hash is kept.</summary>
/// <param name="Scope">What it may do.</param>
/// <param name="ExpiresAt">From this moment on it is refused; null: never.</param>
/// <param name="LastUsedAt">When it was last shown, within an hour; null: never.</param>
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
    /// <summary>Whose a token says that it is, which it has yet to prove; null where the text is no token.</summary>
    public static UserId? UserOf(string token) => TokenText.Parse(token)?.User;
}

/// <summary>What a token may do; each scope includes those before it.</summary>
[JsonConverter(typeof(SnakeCaseEnum<TokenScope>))]
public enum TokenScope
{
    /// <summary>Ask.</summary>
    Read,

    /// <summary>Take in, store and decide.</summary>
    Write,

    /// <summary>Steer background work, rebuild, and sweep.</summary>
    Admin,
}

/// <summary>Who has shown a valid token.</summary>
public sealed record KnownToken(UserId User, string TokenId, TokenScope Scope);

/// <param name="Token"><c>strata_&lt;user&gt;_&lt;43 characters of base64url&gt;</c>.</param>
public sealed record NewToken(string Token, UserToken Details);
