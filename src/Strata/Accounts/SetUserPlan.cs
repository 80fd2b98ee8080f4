using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public record PlanRequest
{
    [Description("free, pro or enterprise.")]
    public required string Plan { get; init; }

    [Description("Bytes instead of the plan's limit; -1: no limit; absent: the plan's.")]
    public long? StorageLimit { get; init; }

    [Description("Interpretations a month instead of the plan's limit; -1: no limit; absent: the plan's.")]
    public long? InterpretationLimit { get; init; }
}

public sealed record SetUserPlan : PlanRequest
{
    public required string UserId { get; init; }
}

[JsonSerializable(typeof(SetUserPlan))]
[JsonSerializable(typeof(PlanRequest))]
internal sealed partial class SetUserPlanShapes : JsonSerializerContext;

public static partial class UsersModule
{
    public static readonly Operation<SetUserPlan, UserView> SetPlan = new Operation<UserAdministration, SetUserPlan, UserView>(
        "set_user_plan",
        "Puts a user on a plan, with other limits where given. For operators.",
        (users, request, context) => users.SetPlanAsync(request, context)
    )
    {
        Access = Access.Admin,
        ForOperators = true,
        Route = OperationRoute.Put("/users/{user_id}/plan") with { Body = typeof(PlanRequest) },
        Examples = ["""{"user_id":"alice","plan":"free"}""", """{"user_id":"nobody-of-that-name","plan":"free"}"""],
        Shapes = () => SetUserPlanShapes.Default,
    };
}

public partial record struct UsersArea
{
    public Task<UserView> SetPlanAsync(SetUserPlan request, CancellationToken ct) =>
        Strata.InvokeAsync(UsersModule.SetPlan, request, progress: null, ct);
}
