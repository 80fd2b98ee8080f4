using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Strata.Server.Entities;
using Strata.Server.Sources;

namespace Strata.Server.Operations;

/// <summary>Reads an operation's request from path, query, headers and body into one JSON object.</summary>
internal static class OperationRequest
{
    private const string KeyField = "idempotency_key";
    private const string AfterField = "after";
    private const int MaxEmpty = 16;

    /// <summary>The former name of <c>entity_type</c> in queries.</summary>
    private const string FormerType = "type";

    /// <param name="isBatch">Whether the body is multipart, with many uploads.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: an unknown field, or an unreadable value.</exception>
    public static async Task<JsonElement> ReadAsync(Operation operation, HttpContext http, bool isBatch = false)
    {
        if (http.Request.Headers.IfMatch.Count > 0 && !operation.IsConditional && !HttpMethods.IsGet(http.Request.Method))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                "If-Match is not supported here: it applies only to requests that change one entity."
            );
        }
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            var route = operation.Route;
            foreach (var field in operation.Fields.Where(f => route.Names(f.Name)))
            {
                // ASP.NET does not unescape slashes in paths.
                var value = http.Request.RouteValues[field.Name]?.ToString() ?? "";
                field.Write(json, value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
            }
            WriteQuery(json, operation, http.Request.Query, ResumedAfter(operation, http.Request));
            var key = http.Request.Headers["Idempotency-Key"].FirstOrDefault();
            if (key is not null && operation.Fields.Any(f => f.Name is KeyField))
            {
                json.WriteString(KeyField, key);
            }
            if (operation.IsUpload && !isBatch)
            {
                RefuseMultipart(http.Request);
            }
            else if (route.HasBody && !operation.IsUpload)
            {
                await WriteBodyAsync(json, operation, http, key);
            }
            else if (!route.HasBody)
            {
                await RefuseBodyAsync(http, InQuery(operation));
            }
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Returns what comes with the request beside its JSON.</summary>
    public static RequestParts Parts(Operation operation, HttpRequest request) =>
        new()
        {
            IfMatch = operation.IsConditional ? IfMatch.Of(request) : null,
            Content = operation.IsUpload ? RequestBytes.Of(request) : null,
            ContentType = operation.IsUpload ? Stated(request.ContentType) : null,
        };

    /// <summary>Returns the media type without parameters; null for the types that clients send when they don't know.</summary>
    public static string? Stated(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Value is { } name
        && name is not ("application/octet-stream" or "application/x-www-form-urlencoded")
            ? name
            : null;

    private static HashSet<string> InQuery(Operation operation)
    {
        var names = operation.InQuery.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (operation.Route.AlsoInQuery is { } also)
        {
            names.Add(also);
        }
        return names;
    }

    private static void RefuseMultipart(HttpRequest request)
    {
        if (MultipartFiles.IsMultipart(request))
        {
            throw new StrataException(
                ErrorCode.UnsupportedMediaType,
                $"Send one file as the plain body; several as multipart/form-data to {request.Path}/batch."
            );
        }
    }

    private static async Task RefuseBodyAsync(HttpContext http, HashSet<string> known)
    {
        if (await HasNeedlessBodyAsync(http))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"This route takes no body{(known.Count == 0 ? "" : "; pass parameters in the query string:")}{Among(known)}."
            );
        }
    }

    private static string Refusal(string name, HashSet<string> known) =>
        $"There is no query parameter '{name}' here{(known.Count == 0 ? "; this route takes none." : $"; it takes{Among(known)}.{NearNames.Question(name, known)}")}";

    private static string Among(HashSet<string> known) =>
        known.Count == 0 ? "" : " " + string.Join(", ", known.Order(StringComparer.Ordinal));

    /// <summary>Whether the body holds more than an empty object, which some clients always send.</summary>
    private static async Task<bool> HasNeedlessBodyAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return false;
        }
        var beginning = new byte[MaxEmpty];
        var read = await http.Request.Body.ReadAtLeastAsync(beginning, MaxEmpty, throwOnEndOfStream: false, http.RequestAborted);
        return Encoding.UTF8.GetString(beginning, 0, read).Trim() is not ("" or "{}");
    }

    /// <summary>Whether a stream is asked for from a position on.</summary>
    public static bool Resumes(Operation operation) => operation.StateType is not null && operation.Fields.Any(f => f.Name is AfterField);

    /// <summary>A browser that reconnects asks for the first address again, and says in a header how far it has come.</summary>
    private static string? ResumedAfter(Operation operation, HttpRequest request) =>
        Resumes(operation) ? request.Headers["Last-Event-ID"].FirstOrDefault(id => id is { Length: > 0 }) : null;

    /// <param name="after">Value of <see cref="AfterField"/> instead of that of the query.</param>
    private static void WriteQuery(Utf8JsonWriter json, Operation operation, IQueryCollection query, string? after)
    {
        if (after is not null)
        {
            json.WriteString(AfterField, after);
        }
        var known = InQuery(operation);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (given, values) in query)
        {
            var name = given is FormerType && !known.Contains(FormerType) ? "entity_type" : given;
            if (!known.Contains(name))
            {
                throw new StrataException(ErrorCode.InvalidContent, Refusal(given, known));
            }
            var field = operation.Fields.First(f => string.Equals(f.Name, name, StringComparison.Ordinal));
            if (!seen.Add(name) || (values.Count > 1 && !field.IsTextList))
            {
                throw OperationField.Refused(name, "is given more than once.");
            }
            if (name is AfterField && after is not null)
            {
                continue;
            }
            if (field.IsTextList)
            {
                field.Write(json, values.Select(v => v ?? ""));
            }
            else
            {
                field.Write(json, values.ToString());
            }
        }
        if (operation.Fields.FirstOrDefault(f => f.IsRequired && known.Contains(f.Name) && !seen.Contains(f.Name)) is { } missing)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"{missing.Name} is missing.");
        }
    }

    private static async Task WriteBodyAsync(Utf8JsonWriter json, Operation operation, HttpContext http, string? key)
    {
        if (await ReadBodyAsync(http) is not { } body)
        {
            if (operation.Fields.Any(f => f.IsRequired && !operation.Route.Names(f.Name) && !operation.InQuery.Contains(f)))
            {
                throw new StrataException(ErrorCode.InvalidContent, "A JSON body is required; see /openapi/v1.json.");
            }
            return;
        }
        foreach (var property in body.EnumerateObject())
        {
            if (operation.InQuery.Any(f => string.Equals(f.Name, property.Name, StringComparison.Ordinal)))
            {
                throw new StrataException(ErrorCode.InvalidContent, $"'{property.Name}' belongs in the query, not in the body.");
            }
            if (operation.Route.Names(property.Name))
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"'{property.Name}' is in the address already: leave it out of the body."
                );
            }
            if (key is null || property.Name is not KeyField)
            {
                property.WriteTo(json);
            }
            else if (property.Value.ValueKind != JsonValueKind.String || !property.Value.ValueEquals(key))
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    "The Idempotency-Key header and idempotency_key in the body differ: send one of them."
                );
            }
        }
    }

    private static async Task<JsonElement?> ReadBodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 || (http.Request.ContentLength is null && http.Request.ContentType is null))
        {
            return null;
        }
        if (!http.Request.HasJsonContentType())
        {
            throw new StrataException(ErrorCode.UnsupportedMediaType, "Send the body as application/json.");
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => document.RootElement.Clone(),
                JsonValueKind.Null => null,
                _ => throw new StrataException(ErrorCode.InvalidContent, "Send the body as a JSON object."),
            };
        }
        catch (JsonException e)
        {
            throw BadJson.Of(e);
        }
    }
}
