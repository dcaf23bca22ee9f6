using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>
/// What is given a value: a parameter of the handler, or a member of an object that is made from the request. A record's property and the constructor
/// parameter that fills it are one member: the attributes of both count, and the parameter has the default value.
/// </summary>
internal sealed class BindingTarget
{
    public BindingTarget(IParameterSymbol parameter)
    {
        Owner = Parameter = parameter;
        Name = parameter.Name;
        Type = parameter.Type;
        Annotation = parameter.NullableAnnotation;
    }

    public BindingTarget(IParameterSymbol owner, IPropertySymbol property, IParameterSymbol? parameter)
    {
        Owner = owner;
        Property = property;
        Parameter = parameter;
        Name = property.Name;
        Type = parameter?.Type ?? property.Type;
        Annotation = parameter?.NullableAnnotation ?? property.NullableAnnotation;
    }

    /// <summary>The handler's parameter.</summary>
    public IParameterSymbol Owner { get; }

    /// <summary>The handler's parameter, or the one of the object's constructor; null for a property that is set.</summary>
    public IParameterSymbol? Parameter { get; }

    /// <summary>The object's property; null for the handler's parameter itself.</summary>
    public IPropertySymbol? Property { get; }

    public string Name { get; }

    public ITypeSymbol Type { get; }

    public NullableAnnotation Annotation { get; }

    public bool HasDefault => Parameter is { HasExplicitDefaultValue: true };

    public IEnumerable<AttributeData> Attributes => (Parameter?.GetAttributes() ?? []).Concat(Property?.GetAttributes() ?? []);

    /// <summary>Where to report it: at the handler's parameter. A diagnostic inside the object's type would be outside of what an analyzer was asked about.</summary>
    public Location Location => Owner.Locations[0];

    /// <summary>How messages name it: <c>query.Page</c>.</summary>
    public string Display => Property is null ? Name : Owner.Name + "." + Name;
}
