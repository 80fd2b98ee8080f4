using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Strata.Server.Sources;

namespace Strata.Server.Operations;

/// <summary>Describes operations to OpenAPI, in the order in which all routes are mapped.</summary>
internal sealed class OperationDescriptions(EndpointDataSource endpoints) : IApiDescriptionProvider
{
    private const string Json = "application/json";
    private static readonly EmptyModelMetadataProvider Models = new();

    /// <summary>Runs after ASP.NET's own provider.</summary>
    public int Order => 0;

    public void OnProvidersExecuted(ApiDescriptionProviderContext context) { }

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText?.Trim('/') ?? "";
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            {
                places.TryAdd($"{method} {path}", places.Count);
            }
            if (endpoint.Metadata.GetMetadata<Operation>() is { } operation)
            {
                context.Results.Add(Describe(operation, endpoint, path));
            }
        }
        var ordered = context
            .Results.OrderBy(d => places.GetValueOrDefault($"{d.HttpMethod} {d.RelativePath?.Trim('/')}", int.MaxValue))
            .ToList();
        context.Results.Clear();
        foreach (var description in ordered)
        {
            context.Results.Add(description);
        }
    }

    private static ApiDescription Describe(Operation operation, Endpoint endpoint, string path)
    {
        var description = new ApiDescription
        {
            HttpMethod = operation.Route.Method,
            RelativePath = path,
            ActionDescriptor = new ActionDescriptor { DisplayName = operation.Name, EndpointMetadata = [.. endpoint.Metadata] },
            SupportedResponseTypes = { Response(operation, endpoint.Metadata.GetMetadata<BatchOf>()?.Result) },
        };
        var route = operation.Route;
        foreach (var status in endpoint.Metadata.GetMetadata<BatchOf>() is null ? route.OtherStatuses : [])
        {
            description.SupportedResponseTypes.Add(Response(operation, operation.ResultType, status));
        }
        if (route.ETag)
        {
            description.SupportedResponseTypes.Add(new() { StatusCode = StatusCodes.Status304NotModified, Type = typeof(void) });
        }
        foreach (var field in operation.Fields.Where(f => route.Names(f.Name)))
        {
            description.ParameterDescriptions.Add(Parameter(field, BindingSource.Path, isRequired: true));
        }
        foreach (var field in operation.Fields.Where(f => operation.InQuery.Contains(f) || f.Name == route.AlsoInQuery))
        {
            description.ParameterDescriptions.Add(Parameter(field, BindingSource.Query, field.IsRequired));
        }
        if (operation.StateType is not null)
        {
            var after = new OperationField("Last-Event-ID", typeof(string), IsRequired: false)
            {
                Description = "Tell only what is new since that event.",
            };
            description.ParameterDescriptions.Add(Parameter(after, BindingSource.Header, isRequired: false));
        }
        if (route.HasBody)
        {
            if (operation.Fields.Any(f => f.Name is "idempotency_key"))
            {
                var key = new OperationField("Idempotency-Key", typeof(string), IsRequired: false)
                {
                    Description = "The same key with the same request gives the first answer again.",
                };
                description.ParameterDescriptions.Add(Parameter(key, BindingSource.Header, isRequired: false));
            }
            if (operation.IsConditional)
            {
                var match = new OperationField("If-Match", typeof(string), IsRequired: false)
                {
                    Description =
                        "Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT.",
                };
                description.ParameterDescriptions.Add(Parameter(match, BindingSource.Header, isRequired: false));
            }
            if (!operation.IsUpload && operation.Fields.Any(f => !route.Names(f.Name)))
            {
                var isRequired = operation.Fields.Any(f => f.IsRequired && !route.Names(f.Name));
                var body = new OperationField("body", route.Body ?? operation.RequestType, isRequired);
                description.ParameterDescriptions.Add(Parameter(body, BindingSource.Body, isRequired));
                description.SupportedRequestFormats.Add(new() { MediaType = Json });
            }
        }
        return description;
    }

    private static ApiResponseType Response(Operation operation, Type? result, int? status = null)
    {
        var code = status ?? (result is null ? operation.Route.Status : StatusCodes.Status200OK);
        return operation.IsDownload || operation.StateType is not null
            ? new() { StatusCode = code, Type = typeof(void) }
            : new()
            {
                StatusCode = code,
                Type = result ?? operation.ResultType,
                ApiResponseFormats = [new() { MediaType = Json }],
            };
    }

    private static ApiParameterDescription Parameter(OperationField field, BindingSource source, bool isRequired) =>
        new()
        {
            Name = field.Name,
            Type = field.Type,
            Source = source,
            IsRequired = isRequired,
            ModelMetadata = Models.GetMetadataForType(field.Type),
            ParameterDescriptor = new FieldDescriptor(field) { Name = field.Name, ParameterType = field.Type },
        };

    /// <summary>Presents a field's attributes as those of a method parameter, which OpenAPI reads.</summary>
    private sealed class FieldDescriptor(OperationField field) : ParameterDescriptor, IParameterInfoParameterDescriptor
    {
        public ParameterInfo ParameterInfo { get; } = new FieldParameter(field);
    }

    private sealed class FieldParameter : ParameterInfo
    {
        /// <summary>Any member: attributes of parameters are read only if the parameter has one.</summary>
        private static readonly PropertyInfo Owner = typeof(OperationField).GetProperty(nameof(OperationField.Name))!;
        private readonly Attribute[] _attributes;

        public FieldParameter(OperationField field)
        {
            (NameImpl, ClassImpl, MemberImpl) = (field.Name, field.Type, Owner);
            _attributes =
            [
                .. field.Description is { } text ? [new DescriptionAttribute(text)] : Array.Empty<Attribute>(),
                .. field.Values.Count > 0
                    ? [new System.ComponentModel.DataAnnotations.AllowedValuesAttribute([.. field.Values])]
                    : Array.Empty<Attribute>(),
                .. field.Min is { } min && field.Max is { } max
                    ? [new System.ComponentModel.DataAnnotations.RangeAttribute((int)min, (int)max)]
                    : Array.Empty<Attribute>(),
            ];
        }

        public override bool HasDefaultValue => false;

        public override IList<CustomAttributeData> GetCustomAttributesData() => [];

        public override object[] GetCustomAttributes(bool inherit) => _attributes;

        public override object[] GetCustomAttributes(Type attributeType, bool inherit)
        {
            var found = _attributes.Where(attributeType.IsInstanceOfType).ToArray();
            var typed = (object[])Array.CreateInstance(attributeType, found.Length);
            found.CopyTo(typed, 0);
            return typed;
        }

        public override bool IsDefined(Type attributeType, bool inherit) => _attributes.Any(attributeType.IsInstanceOfType);
    }
}
