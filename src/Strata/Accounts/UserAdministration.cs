using Strata.Database;
using Strata.Operations;

namespace Strata.Accounts;

/// <summary>A user as operators see them.</summary>
public sealed record UserView
{
    public required string UserId { get; init; }
    public string? DisplayName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required UsageView Usage { get; init; }
}

/// <summary>What operators do about users. Their actions are in the audit log of the user whom they concern.</summary>
/// <param name="by">Returns the directory that records an actor.</param>
internal sealed class UserAdministration(Func<string, UserDirectory> by, UsageService usage)
{
    /// <exception cref="StrataException">INVALID_CONTENT: no such limit or cursor.</exception>
    public async Task<Page<UserView>> ListAsync(PageRequest page, OperationContext context)
    {
        var limit = Paging.Limit(page.Limit);
        var after = page.Cursor is { } cursor ? Encoding.UTF8.GetString(Paging.Read(cursor).Key) : "";
        var users = (await Directory(context).ListAsync(context.Cancellation))
            .Where(u => string.CompareOrdinal(u.UserId, after) > 0)
            .OrderBy(u => u.UserId, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        var views = new List<UserView>();
        foreach (var user in users.Take(limit))
        {
            if (await FindAsync(user, context) is { } view)
            {
                views.Add(view);
            }
        }
        return new Page<UserView>(views, users.Count > limit ? Paging.Write(Encoding.UTF8.GetBytes(users[limit - 1].UserId), no: 0) : null);
    }

    /// <exception cref="StrataException">INVALID_CONTENT: that is no name. CONFLICT: it is taken.</exception>
    public async Task<UserView> AddAsync(AddUser request, OperationContext context)
    {
        if (request.DisplayName is { } name && (name.Length > MaxDisplayName || name.Any(char.IsControl)))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"A display name has at most {MaxDisplayName} characters, on one line.");
        }
        var user = new UserId(request.UserId);
        var added = await Directory(context).AddAsync(user, request.DisplayName, recorded: true, context.Cancellation);
        return ViewOf(added, await usage.GetAsync(user, context.Cancellation));
    }

    /// <exception cref="StrataException">INVALID_CONTENT: no such plan or limit. SOURCE_NOT_FOUND: no such user.</exception>
    public async Task<UserView> SetPlanAsync(SetUserPlan request, OperationContext context)
    {
        var user =
            (await Directory(context).ListAsync(context.Cancellation)).FirstOrDefault(u =>
                string.Equals(u.UserId, request.UserId, StringComparison.Ordinal)
            ) ?? throw new StrataException(ErrorCode.SourceNotFound, $"There is no user '{request.UserId}'.");
        return ViewOf(
            user,
            await usage.SetPlanAsync(
                new UserId(user.UserId),
                request.Plan,
                request.StorageLimit,
                request.InterpretationLimit,
                ActorOf(context),
                context.Cancellation
            )
        );
    }

    private const int MaxDisplayName = 200;

    /// <summary>Null for a user who was erased after the users were listed.</summary>
    private async Task<UserView?> FindAsync(UserRecord user, OperationContext context)
    {
        try
        {
            return ViewOf(user, await usage.GetAsync(new UserId(user.UserId), context.Cancellation));
        }
        catch (StrataException e) when (e.Code is ErrorCode.Forbidden or ErrorCode.Unauthenticated)
        {
            return null;
        }
    }

    private UserDirectory Directory(OperationContext context) => by(ActorOf(context));

    private static string ActorOf(OperationContext context) => Operator.Of(context.User.Value);

    private static UserView ViewOf(UserRecord user, UsageView usage) =>
        new()
        {
            UserId = user.UserId,
            DisplayName = user.DisplayName,
            CreatedAt = UnixTime.Time(user.CreatedAt),
            Usage = usage,
        };
}
