namespace Strata.Cli.Accounts;

/// <summary>A user as listed on the command line.</summary>
internal sealed record UserLine(string UserId, string? DisplayName, DateTimeOffset CreatedAt)
{
    public static UserLine Of(UserRecord user) =>
        new(user.UserId, user.DisplayName, DateTimeOffset.UnixEpoch.AddMicroseconds(user.CreatedAt));
}
