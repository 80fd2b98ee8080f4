using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record AddUser
{
    [Description("1 to 40 of a-z, 0-9 and -; starts with a letter.")]
    public required string UserId { get; init; }

    public string? DisplayName { get; init; }
}

[JsonSerializable(typeof(AddUser))]
[JsonSerializable(typeof(UserView))]
internal sealed partial class AddUserShapes : JsonSerializerContext;

public static partial class UsersModule
{
    public static readonly Operation<AddUser, UserView> Add = new Operation<UserAdministration, AddUser, UserView>(
        "add_user",
        "Adds a user on the server's default plan, without a token: the first is made on the server's machine. For operators.",
        (users, request, context) => users.AddAsync(request, context)
    )
    {
        Access = Access.Admin,
        ForOperators = true,
        Route = OperationRoute.Post("/users") with { Status = 201 },
        Examples = ["""{"user_id":"newcomer"}"""],
        Shapes = () => AddUserShapes.Default,
    };
}

public partial record struct UsersArea
{
    public Task<UserView> AddAsync(AddUser request, CancellationToken ct) =>
        Strata.InvokeAsync(UsersModule.Add, request, progress: null, ct);
}
