using System;
using System.ComponentModel;
using System.Linq;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// Without reflection, an OpenAPI document is a 500 for one enum parameter that no context of the application names. Other types that are parsed from text are strings in a document: so is such an enum.
/// </summary>
internal sealed class EnumDescriptionProvider(IOptions<JsonOptions> json) : IApiDescriptionProvider
{
    /// <summary>After ASP.NET Core has described the endpoints, at -1100.</summary>
    public int Order => -1050;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results.Where(static d => d.ActionDescriptor.EndpointMetadata?.OfType<IBoltSecurityMetadata>().Any() == true))
        {
            foreach (var parameter in description.ParameterDescriptions.Where(static p => p.Source != BindingSource.Body))
            {
                if (parameter.Type is { } type && IsEnum(type.GetElementType() ?? type) && !json.Value.SerializerOptions.TryGetTypeInfo(type, out _))
                {
                    // OpenAPI documents take what has no type for a string; a string they would take for what the parameter's metadata says, the enum.
                    parameter.Type = null!;
                    if (HasDefault(parameter.ParameterDescriptor))
                    {
                        // A default of an enum cannot be written as a string.
                        parameter.ParameterDescriptor = new ParameterDescriptor { Name = parameter.Name, ParameterType = typeof(string) };
                    }
                }
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static bool HasDefault(ParameterDescriptor? parameter) =>
        parameter is IParameterInfoParameterDescriptor { ParameterInfo: { } info } && ((info.HasDefaultValue && info.DefaultValue is not null) || info.IsDefined(typeof(DefaultValueAttribute), inherit: true));

    private static bool IsEnum(Type type) => (Nullable.GetUnderlyingType(type) ?? type).IsEnum;
}
