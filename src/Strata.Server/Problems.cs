using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Strata.Server;

/// <summary>Maps every exception to problem details, for all routes.</summary>
internal sealed class Problems(TimeProvider time, ILogger<Problems> logger) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
            {
                await WriteAsync(context, OfStatus(context.Response.StatusCode));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; nobody to answer.
        }
        catch (RequestAbortedException e) when (e.Refusal is null || context.Response.HasStarted)
        {
            ServerLog.BrokenOff(logger, e.InnerException?.GetType().FullName ?? "?");
            context.Abort();
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            ServerLog.Failed(logger, e.GetType().FullName ?? "?", e.StackTrace);
            context.Abort();
        }
        catch (Exception e)
        {
            await WriteAsync(context, Of(e));
        }
    }

    public Problem Of(Exception e)
    {
        switch (e)
        {
            case StrataException known:
                return From(known) with { RetryAfter = SecondsUntilRetry(known) };
            case RequestAbortedException { Refusal: { } refusal }:
                return Of(refusal);
            case BadHttpRequestException { StatusCode: var status and not StatusCodes.Status400BadRequest }:
                return OfStatus(status);
            case BadHttpRequestException { InnerException: JsonException json }:
                return From(BadJson.Of(json));
            case JsonException json:
                return From(BadJson.Of(json));
            case BadHttpRequestException bad:
                return From(BadQuery.Of(bad));
            case var away when DatabaseFailure.Of(away) is { } trouble:
                ServerLog.DatabaseTrouble(logger, away.GetType().FullName ?? "?", trouble.Message);
                return trouble.Passes ? From(trouble.Refusal) : Bare(StatusCodes.Status500InternalServerError, trouble.Message);
            default:
                ServerLog.Failed(logger, e.GetType().FullName ?? "?", e.StackTrace);
                return Bare(StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>Returns the problem for a status that ASP.NET set.</summary>
    private static Problem OfStatus(int status) =>
        status switch
        {
            StatusCodes.Status413PayloadTooLarge => From(
                new StrataException(
                    ErrorCode.FileTooLarge,
                    "The request body exceeds the limit of this route; send large files to /api/v1/sources, whose limit the operator sets (--max-source-bytes)."
                )
            ),
            StatusCodes.Status415UnsupportedMediaType => From(
                new StrataException(ErrorCode.UnsupportedMediaType, "Send the body as application/json.")
            ),
            StatusCodes.Status401Unauthorized => From(new StrataException(ErrorCode.Unauthenticated, "A bearer token is required.")),
            StatusCodes.Status403Forbidden => From(new StrataException(ErrorCode.Forbidden, "Access denied.")),
            StatusCodes.Status404NotFound => Bare(status, "No such route; see /openapi/v1.json."),
            StatusCodes.Status405MethodNotAllowed => Bare(status, "This route does not support that method; see the Allow header."),
            _ => Bare(status),
        };

    private static Problem From(StrataException e) =>
        new()
        {
            Type = "urn:strata:error:" + e.Code.Name(),
            Title = ReasonPhrases.GetReasonPhrase(ErrorStatus.Of(e)),
            Status = ErrorStatus.Of(e),
            Detail = e.Message,
            Code = e.Code.Name(),
            Advice = Advice.Rest(e.Code),
            Faults = e.Faults.Count == 0 ? null : e.Faults,
            Quota = e.Quota,
        };

    private long? SecondsUntilRetry(StrataException e) =>
        (e.RetryAfter ?? e.Quota?.ResetsAt - time.GetUtcNow()) is { } wait ? Problem.Seconds(wait) : null;

    private static Problem Bare(int status, string? detail = null)
    {
        var title = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";
        var code = title.ToUpperInvariant().Replace(' ', '_').Replace('-', '_');
        return new()
        {
            Type = "urn:strata:error:" + code,
            Title = title,
            Status = status,
            Detail = detail,
            Code = code,
        };
    }

    private static Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        var allow = response.Headers.Allow;
        var quotas = QuotaHeaders.Of(response);
        response.Clear();
        QuotaHeaders.Restore(response, quotas);
        response.StatusCode = problem.Status;
        SecurityHeaders.Set(response);
        switch (problem.Status)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer realm=\"strata\"";
                break;
            case StatusCodes.Status405MethodNotAllowed:
                response.Headers.Allow = allow;
                break;
            case StatusCodes.Status503ServiceUnavailable:
                response.Headers.RetryAfter = "5";
                break;
        }
        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return response.WriteAsJsonAsync(
            problem with
            {
                TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            },
            ServerJson.Ours.Problem,
            "application/problem+json",
            context.RequestAborted
        );
    }
}
