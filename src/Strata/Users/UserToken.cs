namespace Strata.Users;

/// <summary>What is known of a token. The token itself is shown once, when it is made; only its hash is kept.</summary>
/// <param name="ExpiresAt">From this moment on it is refused; null: never.</param>
public sealed record UserToken(
    string TokenId,
    string Name,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt
);

/// <param name="Token"><c>strata_&lt;user&gt;_&lt;43 characters of base64url&gt;</c>.</param>
public sealed record NewToken(string Token, UserToken Details);
