using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Accounts;

public record RotateTokenRequest
{
    public const int MaxGraceHours = 24 * 366;

    [Description("How long the old one is still good.")]
    [Range(0, MaxGraceHours)]
    public int GraceHours { get; set; } = 24;

    /// <exception cref="StrataException">INVALID_CONTENT: too long, or negative.</exception>
    internal TimeSpan Grace() =>
        GraceHours is >= 0 and <= MaxGraceHours
            ? TimeSpan.FromHours(GraceHours)
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"'grace_hours' must be between 0 and {MaxGraceHours}; got {GraceHours}."
            );
}

public sealed record RotateToken : RotateTokenRequest
{
    [Description("tok_…")]
    public required string TokenId { get; init; }
}

[JsonSerializable(typeof(RotateTokenRequest))]
[JsonSerializable(typeof(RotateToken))]
internal sealed partial class RotateTokenShapes : JsonSerializerContext;

public static partial class TokensModule
{
    public static readonly Operation<RotateToken, NewToken> Rotate = new Operation<TokenService, RotateToken, NewToken>(
        "rotate_token",
        "Makes a token like that one, which ends after the grace; without a body, a day later.",
        (tokens, request, context) =>
            tokens.By(context).RotateTokenAsync(context.User, request.TokenId, request.Grace(), context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Post("/tokens/{token_id}/rotate") with { Status = 201, Body = typeof(RotateTokenRequest) },
        Examples = ["""{"token_id":"<token>","grace_hours":0}"""],
        Shapes = () => RotateTokenShapes.Default,
    };
}

public partial record struct TokensArea
{
    public Task<NewToken> RotateAsync(string tokenId, int graceHours, CancellationToken ct) =>
        Strata.InvokeAsync(TokensModule.Rotate, new() { TokenId = tokenId, GraceHours = graceHours }, progress: null, ct);
}
