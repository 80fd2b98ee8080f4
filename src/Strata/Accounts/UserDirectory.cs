using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Strata.Database;

namespace Strata.Accounts;

/// <summary>Users and their tokens.</summary>
/// <param name="randomBytes">Returns that many cryptographically random bytes.</param>
/// <param name="prepare">Writes what every user starts with, in the transaction that adds the user.</param>
/// <param name="record">Records an administrative action and its detail (JSON), in its transaction.</param>
public sealed class UserDirectory(
    IDatabase database,
    TimeProvider time,
    Func<int, byte[]> randomBytes,
    Func<UserTransaction, Task>? prepare = null,
    Func<UserTransaction, string, string, Task>? record = null
)
{
    /// <summary>Precision of a token's last use, microseconds: an hour, so that reads seldom write.</summary>
    private const long UsedWithin = 3_600_000_000;

    public UserDirectory(IDatabase database)
        : this(database, TimeProvider.System, RandomNumberGenerator.GetBytes) { }

    /// <exception cref="StrataException">CONFLICT: the name is taken.</exception>
    public Task<UserRecord> AddAsync(UserId user, string? displayName, CancellationToken ct) =>
        AddAsync(user, displayName, recorded: false, ct);

    /// <param name="recorded">Whether the audit log gets an entry.</param>
    internal Task<UserRecord> AddAsync(UserId user, string? displayName, bool recorded, CancellationToken ct) =>
        database.AddUserAsync(
            user,
            displayName,
            Now(),
            async tx =>
            {
                await (prepare?.Invoke(tx) ?? Task.CompletedTask).ConfigureAwait(false);
                if (recorded && record is not null)
                {
                    await record(tx, "add_user", "{}").ConfigureAwait(false);
                }
            },
            ct
        );

    /// <summary>Adds the user if missing; for the user of a local store.</summary>
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

    /// <param name="name">Its purpose: "laptop", "backup".</param>
    /// <exception cref="StrataException">INVALID_CONTENT: no name, or already expired. UNAUTHENTICATED: no such user.</exception>
    public async Task<NewToken> AddTokenAsync(
        UserId user,
        string name,
        DateTimeOffset? expires,
        CancellationToken ct,
        TokenScope scope = TokenScope.Admin
    )
    {
        TokenRequest.CheckName(name);
        var now = Now();
        var expiresAt = expires is { } at ? UnixTime.Microseconds(at) : (long?)null;
        if (expiresAt <= now)
        {
            throw new StrataException(ErrorCode.InvalidContent, "A token must expire in the future.");
        }
        var token = new TokenText(user, randomBytes(TokenText.SecretBytes));
        var row = new TokenRow(token.TokenId, name, scope.Name(), now, expiresAt, RevokedAt: null, LastUsedAt: null, Lifetime: null);
        await database
            .WriteAsync(
                user,
                async tx =>
                {
                    await InsertAsync(tx, token, row).ConfigureAwait(false);
                    return await RecordAsync(tx, "add_token", row).ConfigureAwait(false);
                },
                ct
            )
            .ConfigureAwait(false);
        return new NewToken(token.Reveal(), row.ToToken());
    }

    /// <summary>
    /// Makes a token that replaces another after a time in which both work. Repeating it (if the answer was lost) makes another token with
    /// the same lifetime; the old one ends no later than before.
    /// </summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND: the user has no such token. CONFLICT: it has ended.</exception>
    public async Task<NewToken> RotateTokenAsync(UserId user, string tokenId, TimeSpan grace, CancellationToken ct)
    {
        var now = Now();
        var token = new TokenText(user, randomBytes(TokenText.SecretBytes));
        var made = await database
            .WriteAsync(
                user,
                async tx =>
                {
                    var old = await FindAsync(tx, tokenId).ConfigureAwait(false);
                    if (old.RevokedAt is not null || old.ExpiresAt <= now)
                    {
                        throw new StrataException(ErrorCode.Conflict, $"Token '{tokenId}' has expired or was revoked.");
                    }
                    var row = old with
                    {
                        TokenId = token.TokenId,
                        CreatedAt = now,
                        ExpiresAt = old.MadeFor is { } time ? now + time : null,
                        LastUsedAt = null,
                        Lifetime = null,
                    };
                    await InsertAsync(tx, token, row).ConfigureAwait(false);
                    var ends = Math.Min(old.ExpiresAt ?? long.MaxValue, now + (grace.Ticks / TimeSpan.TicksPerMicrosecond));
                    await tx.ExecuteAsync(
                            "update tokens set expires_at = @ends, lifetime = @lifetime where user_id = @user and token_id = @tokenId",
                            new
                            {
                                ends,
                                lifetime = old.MadeFor ?? TokenRow.Endless,
                                tokenId,
                            }
                        )
                        .ConfigureAwait(false);
                    await RecordAsync(tx, "rotate_token", row, replaces: tokenId).ConfigureAwait(false);
                    return row;
                },
                ct
            )
            .ConfigureAwait(false);
        return new NewToken(token.Reveal(), made.ToToken());
    }

    /// <summary>Returns tokens oldest first, expired and revoked ones included.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: no such limit or cursor.</exception>
    public async Task<Page<UserToken>> ListTokensAsync(UserId user, PageRequest page, CancellationToken ct)
    {
        var limit = Paging.Limit(page.Limit);
        var (id, at) = page.Cursor is { } cursor ? Paging.Read(cursor) : ([], long.MinValue);
        var rows = await database
            .ReadAsync(
                user,
                read =>
                    read.QueryAsync<TokenRow>(
                        $"""
                        select {TokenRow.Columns} from tokens
                        where user_id = @user and (created_at > @at or (created_at = @at and token_id > @id))
                        order by created_at, token_id limit @most
                        """,
                        new
                        {
                            at,
                            id = Encoding.UTF8.GetString(id),
                            most = (long)limit + 1,
                        }
                    ),
                ct
            )
            .ConfigureAwait(false);
        var shown = rows.Take(limit).ToList();
        return new Page<UserToken>(
            shown.ConvertAll(r => r.ToToken()),
            rows.Count > limit ? Paging.Write(Encoding.UTF8.GetBytes(shown[^1].TokenId), shown[^1].CreatedAt) : null
        );
    }

    /// <summary>Revokes a token at once.</summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND: the user has no such token. CONFLICT: it was revoked before.</exception>
    public async Task<UserToken> RevokeTokenAsync(UserId user, string tokenId, CancellationToken ct)
    {
        var now = Now();
        var revoked = await database
            .WriteAsync(
                user,
                async tx =>
                {
                    var token = await FindAsync(tx, tokenId).ConfigureAwait(false);
                    if (token.RevokedAt is not null)
                    {
                        throw new StrataException(ErrorCode.Conflict, $"Token '{tokenId}' is already revoked.");
                    }
                    await tx.ExecuteAsync(
                            "update tokens set revoked_at = @now where user_id = @user and token_id = @tokenId",
                            new { now, tokenId }
                        )
                        .ConfigureAwait(false);
                    if (record is not null)
                    {
                        await record(tx, "revoke_token", $$"""{"token_id":"{{tokenId}}"}""").ConfigureAwait(false);
                    }
                    return token with { RevokedAt = now };
                },
                ct
            )
            .ConfigureAwait(false);
        return revoked.ToToken();
    }

    /// <summary>Returns the token's user; null if it is unknown, expired or revoked, without saying which.</summary>
    public async Task<KnownToken?> AuthenticateAsync(string token, CancellationToken ct)
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
                .FindAsync<TokenProof>(
                    parsed.User,
                    "select hash, scope, expires_at, revoked_at, last_used_at from tokens where user_id = @user and token_id = @tokenId",
                    new { tokenId },
                    ct
                )
                .ConfigureAwait(false);
        }
        catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
        {
            return null;
        }
        if (
            proof is null
            || !CryptographicOperations.FixedTimeEquals(proof.Hash, parsed.Hash)
            || proof.RevokedAt is not null
            || proof.ExpiresAt <= Now()
        )
        {
            return null;
        }
        if (proof.LastUsedAt is not { } used || Now() - used > UsedWithin)
        {
            await MarkUsedAsync(parsed.User, tokenId, ct).ConfigureAwait(false);
        }
        return new KnownToken(parsed.User, tokenId, EnumNames.Parse<TokenScope>(proof.Scope));
    }

    private Task<int> MarkUsedAsync(UserId user, string tokenId, CancellationToken ct)
    {
        var now = Now();
        return database.WriteAsync(
            user,
            tx =>
                tx.ExecuteAsync(
                    "update tokens set last_used_at = @now where user_id = @user and token_id = @tokenId",
                    new { now, tokenId }
                ),
            ct
        );
    }

    private static async Task<TokenRow> FindAsync(UserTransaction tx, string tokenId) =>
        await tx.QueryFirstOrDefaultAsync<TokenRow>(
                $"select {TokenRow.Columns} from tokens where user_id = @user and token_id = @tokenId",
                new { tokenId }
            )
            .ConfigureAwait(false)
        ?? throw new StrataException(ErrorCode.SourceNotFound, $"There is no token '{tokenId}'.");

    private static Task<int> InsertAsync(UserTransaction tx, TokenText token, TokenRow row) =>
        tx.ExecuteAsync(
            """
            insert into tokens (user_id, token_id, hash, name, scope, created_at, expires_at)
            values (@user, @TokenId, @hash, @Name, @Scope, @CreatedAt, @ExpiresAt)
            """,
            new
            {
                row.TokenId,
                hash = token.Hash,
                row.Name,
                row.Scope,
                row.CreatedAt,
                row.ExpiresAt,
            }
        );

    private async Task<int> RecordAsync(UserTransaction tx, string action, TokenRow token, string? replaces = null)
    {
        if (record is not null)
        {
            var detail = new JsonObject
            {
                ["token_id"] = token.TokenId,
                ["name"] = token.Name,
                ["scope"] = token.Scope,
            };
            if (replaces is not null)
            {
                detail["replaces"] = replaces;
            }
            await record(tx, action, detail.ToJsonString(StrataJson.Options)).ConfigureAwait(false);
        }
        return 1;
    }

    private long Now() => UnixTime.Microseconds(time.GetUtcNow());

    private sealed record TokenProof(byte[] Hash, string Scope, long? ExpiresAt, long? RevokedAt, long? LastUsedAt);

    private sealed record TokenRow(
        string TokenId,
        string Name,
        string Scope,
        long CreatedAt,
        long? ExpiresAt,
        long? RevokedAt,
        long? LastUsedAt,
        long? Lifetime
    )
    {
        public const string Columns = "token_id, name, scope, created_at, expires_at, revoked_at, last_used_at, lifetime";

        /// <summary>The <see cref="Lifetime"/> of a token without expiry.</summary>
        public const long Endless = 0;

        /// <summary>Original lifetime in microseconds; null: unlimited. Rotation may have moved the expiry since.</summary>
        public long? MadeFor => Lifetime is { } kept ? (kept == Endless ? null : kept) : ExpiresAt - CreatedAt;

        public UserToken ToToken() =>
            new(
                TokenId,
                Name,
                EnumNames.Parse<TokenScope>(Scope),
                UnixTime.Time(CreatedAt),
                UnixTime.Time(ExpiresAt),
                UnixTime.Time(RevokedAt),
                UnixTime.Time(LastUsedAt)
            );
    }
}
