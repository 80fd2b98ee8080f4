using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Users;

/// <summary>Who there is, and the tokens by which they are known.</summary>
/// <param name="randomBytes">So many cryptographically random bytes.</param>
/// <param name="prepare">Writes what every user starts with, in the transaction that adds the user.</param>
public sealed class UserDirectory(
    IDatabase database,
    TimeProvider time,
    Func<int, byte[]> randomBytes,
    Func<UserTransaction, Task>? prepare = null
)
{
    public UserDirectory(IDatabase database)
        : this(database, TimeProvider.System, RandomNumberGenerator.GetBytes) { }

    /// <exception cref="StrataException">CONFLICT: the name is taken.</exception>
    public Task<UserRecord> AddAsync(UserId user, string? displayName, CancellationToken ct) =>
        database.AddUserAsync(user, displayName, Now(), prepare, ct);

    /// <summary>Adds the user where there is none; for the one user of a local store.</summary>
    public async Task EnsureAsync(UserId user, CancellationToken ct)
    {
        if (await database.UserExistsAsync(user, ct).ConfigureAwait(false))
        {
            return;
        }
        try
        {
            await AddAsync(user, displayName: null, ct).ConfigureAwait(false);
        }
        catch (StrataException e) when (e.Code == ErrorCode.Conflict)
        {
            // Another process was first.
        }
    }

    public Task<IReadOnlyList<UserRecord>> ListAsync(CancellationToken ct) => database.ListUsersAsync(ct);

    /// <param name="name">What it is for: "laptop", "backup".</param>
    /// <exception cref="StrataException">INVALID_CONTENT: no name, or already expired. UNAUTHENTICATED: no such user.</exception>
    public async Task<NewToken> AddTokenAsync(UserId user, string name, DateTimeOffset? expires, CancellationToken ct)
    {
        const int MaxName = 100;
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"A token needs a name of 1 to {MaxName} characters.");
        }
        var now = Now();
        var expiresAt = expires is { } at ? UnixTime.Microseconds(at) : (long?)null;
        if (expiresAt <= now)
        {
            throw new StrataException(ErrorCode.InvalidContent, "A token must expire in the future.");
        }
        var token = new TokenText(user, randomBytes(TokenText.SecretBytes));
        await database
            .WriteAsync(
                user,
                tx =>
                    tx.ExecuteAsync(
                        """
                        insert into tokens (user_id, token_id, hash, name, created_at, expires_at)
                        values (@user, @tokenId, @hash, @name, @now, @expiresAt)
                        """,
                        new { tokenId = token.TokenId, hash = token.Hash, name, now, expiresAt }
                    ),
                ct
            )
            .ConfigureAwait(false);
        return new NewToken(token.Reveal(), new TokenRow(token.TokenId, name, now, expiresAt, RevokedAt: null).ToToken());
    }

    /// <summary>Oldest first, also those that have expired or were revoked.</summary>
    public async Task<IReadOnlyList<UserToken>> ListTokensAsync(UserId user, CancellationToken ct)
    {
        var rows = await database
            .ReadAsync(
                user,
                read =>
                    read.QueryAsync<TokenRow>(
                        """
                        select token_id, name, created_at, expires_at, revoked_at
                        from tokens
                        where user_id = @user
                        order by created_at, token_id
                        """
                    ),
                ct
            )
            .ConfigureAwait(false);
        return [.. rows.Select(r => r.ToToken())];
    }

    /// <summary>False where the user has no such token, or it was revoked before.</summary>
    public async Task<bool> RevokeTokenAsync(UserId user, string tokenId, CancellationToken ct)
    {
        var now = Now();
        var revoked = await database
            .WriteAsync(
                user,
                tx =>
                    tx.ExecuteAsync(
                        "update tokens set revoked_at = @now where user_id = @user and token_id = @tokenId and revoked_at is null",
                        new { now, tokenId }
                    ),
                ct
            )
            .ConfigureAwait(false);
        return revoked > 0;
    }

    /// <summary>Whose token it is; null where it is none, has expired or was revoked. Which of these is not told.</summary>
    public async Task<(UserId User, string TokenId)?> AuthenticateAsync(string token, CancellationToken ct)
    {
        if (TokenText.Parse(token) is not { } parsed)
        {
            return null;
        }
        var tokenId = parsed.TokenId;
        TokenProof? proof;
        try
        {
            proof = await database
                .ReadAsync(
                    parsed.User,
                    read =>
                        read.QueryFirstOrDefaultAsync<TokenProof>(
                            "select hash, expires_at, revoked_at from tokens where user_id = @user and token_id = @tokenId",
                            new { tokenId }
                        ),
                    ct
                )
                .ConfigureAwait(false);
        }
        catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
        {
            return null;
        }
        var valid =
            proof is not null
            && CryptographicOperations.FixedTimeEquals(proof.Hash, parsed.Hash)
            && proof.RevokedAt is null
            && (proof.ExpiresAt is null || proof.ExpiresAt > Now());
        return valid ? (parsed.User, tokenId) : null;
    }

    private long Now() => UnixTime.Microseconds(time.GetUtcNow());

    private sealed record TokenProof(byte[] Hash, long? ExpiresAt, long? RevokedAt);

    private sealed record TokenRow(string TokenId, string Name, long CreatedAt, long? ExpiresAt, long? RevokedAt)
    {
        public UserToken ToToken() => new(TokenId, Name, UnixTime.Time(CreatedAt), UnixTime.Time(ExpiresAt), UnixTime.Time(RevokedAt));
    }
}
