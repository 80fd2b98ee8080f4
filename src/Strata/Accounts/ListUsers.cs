using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record ListUsers
{
    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListUsers))]
[JsonSerializable(typeof(Page<UserView>))]
internal sealed partial class ListUsersShapes : JsonSerializerContext;

public static partial class UsersModule
{
    public static readonly Operation<ListUsers, Page<UserView>> List = new Operation<UserAdministration, ListUsers, Page<UserView>>(
        "list_users",
        "All users by name, each with plan and usage. For operators.",
        (users, request, context) => users.ListAsync(new(request.Limit, request.Cursor), context)
    )
    {
        Access = Access.Admin,
        ForOperators = true,
        Cost = Cost.Reads,
        Route = OperationRoute.Get("/users"),
        Examples = ["""{}"""],
        Shapes = () => ListUsersShapes.Default,
    };
}

public partial record struct UsersArea
{
    public Task<Page<UserView>> ListAsync(PageRequest page, CancellationToken ct) =>
        Strata.InvokeAsync(UsersModule.List, new() { Limit = page.Limit, Cursor = page.Cursor }, progress: null, ct);
}
