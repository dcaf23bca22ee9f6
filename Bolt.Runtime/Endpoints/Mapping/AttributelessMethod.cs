using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// A handler that says it has no attributes, and a class that has none. ASP.NET Core asks every handler for all of them when it makes its endpoint, which by reflection is most of the start of an
/// application with thousands of routes; the generator has written them down already (<see cref="EndpointMetadataBuilder.With"/>). Nobody else sees it: <see cref="Reveal"/> comes before any
/// convention.
/// </summary>
internal sealed class AttributelessMethod(MethodInfo method) : MethodInfo
{
    public override string Name => method.Name;

    /// <summary>Asked only whether the compiler made it.</summary>
    public override Type? DeclaringType => null;

    public override Type? ReflectedType => method.ReflectedType;

    public override Type ReturnType => method.ReturnType;

    public override ParameterInfo ReturnParameter => method.ReturnParameter;

    /// <summary>No override: NativeAOT's reflection looks in the base types of the declaring type, which is null here, for what an override inherits.</summary>
    public override MethodAttributes Attributes => method.Attributes & ~(MethodAttributes.Virtual | MethodAttributes.Abstract);

    public override RuntimeMethodHandle MethodHandle => method.MethodHandle;

    public override ICustomAttributeProvider ReturnTypeCustomAttributes => method.ReturnTypeCustomAttributes;

    /// <summary>Puts the handler itself into the endpoint's metadata.</summary>
    public static void Reveal(EndpointBuilder endpoint)
    {
        for (var i = 0; i < endpoint.Metadata.Count; i++)
        {
            if (endpoint.Metadata[i] is AttributelessMethod quiet)
            {
                endpoint.Metadata[i] = quiet.Handler;
            }
        }
    }

    private MethodInfo Handler => method;

    public override object[] GetCustomAttributes(bool inherit) => Array.Empty<Attribute>();

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) =>
        attributeType == typeof(Attribute) ? Array.Empty<Attribute>() : AttributeArray.Create(attributeType, 0);

    public override IList<CustomAttributeData> GetCustomAttributesData() => [];

    public override bool IsDefined(Type attributeType, bool inherit) => false;

    /// <summary>The end of the search for what it inherits.</summary>
    public override MethodInfo GetBaseDefinition() => this;

    public override MethodImplAttributes GetMethodImplementationFlags() => method.GetMethodImplementationFlags();

    public override ParameterInfo[] GetParameters() => method.GetParameters();

    public override object? Invoke(object? obj, BindingFlags invokeAttr, Binder? binder, object?[]? parameters, CultureInfo? culture) =>
        method.Invoke(obj, invokeAttr, binder, parameters, culture);
}
