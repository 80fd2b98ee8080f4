using System.Security.Cryptography;
using Strata.Accounts;
using Strata.Database;

namespace Strata.Feeds;

/// <summary>
/// The password of a feed, sealed with its settings: neither another feed's password nor settings that came from a backup are used.
/// </summary>
internal sealed class FeedPassword(SecretKey key)
{
    private const int MaxLength = 1_000;

    public byte[] Seal(UserId user, string feed, string settings, string? password) =>
        key.Seal(Encoding.UTF8.GetBytes(Checked(password) ?? ""), Context(user, feed, settings));

    /// <summary>Returns the stored password; null if there is none.</summary>
    /// <exception cref="StrataException">CONFLICT: the settings are not those that were added on this store.</exception>
    public string? Open(UserId user, string feed, string settings, byte[]? seal)
    {
        try
        {
            return seal is null ? throw Foreign(feed, null)
                : key.Open(seal, Context(user, feed, settings)) is { Length: > 0 } password ? Encoding.UTF8.GetString(password)
                : null;
        }
        catch (CryptographicException e)
        {
            throw Foreign(feed, e);
        }
    }

    /// <summary>Returns the password to sign in with.</summary>
    /// <exception cref="StrataException">CONFLICT: it is not there.</exception>
    public static async Task<string> OfAsync(FeedSettings settings, string? stored, CancellationToken ct)
    {
        var (password, place) = settings switch
        {
            { PasswordFile: { } file } => (await ReadAsync(file, ct), $"the file '{file}'"),
            { PasswordEnv: { } variable } => (Environment.GetEnvironmentVariable(variable), $"the variable {variable} of this process"),
            _ => (stored, "the store: add the feed again with its password"),
        };
        return Checked(password) is { Length: > 0 } known
            ? known
            : throw new StrataException(ErrorCode.Conflict, $"The password is not in {place}.");
    }

    public static Task<byte[]?> SealOfAsync(UserConnection connection, string feed) =>
        connection.QueryFirstOrDefaultAsync<byte[]>("select seal from feed_seals where user_id = @user and feed = @feed", new { feed });

    private static async Task<string?> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            using var reader = new StreamReader(file);
            var text = new char[MaxLength + 2];
            var length = await reader.ReadBlockAsync(text, ct);
            return new string(text, 0, length).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StrataException(ErrorCode.Conflict, $"The password's file '{file}' can't be read.", e);
        }
    }

    private static string? Checked(string? password) =>
        password is null || (password.Length <= MaxLength && !password.Any(char.IsControl))
            ? password
            : throw new StrataException(ErrorCode.InvalidContent, $"A password is one line of at most {MaxLength} characters.");

    private static StrataException Foreign(string feed, Exception? inner) =>
        new(
            ErrorCode.Conflict,
            $"The settings of '{feed}' came from a backup or another store. Add it here again with the same settings: strata feeds add {feed}.",
            inner
        );

    private static string Context(UserId user, string feed, string settings) => $"feed\n{user.Value}\n{feed}\n{settings}";
}
