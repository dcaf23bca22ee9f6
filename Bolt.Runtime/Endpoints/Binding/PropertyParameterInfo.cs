using System;
using System.Collections.Generic;
using System.Reflection;
using Bolt.Endpoints.Mapping;

namespace Bolt.Endpoints.Binding;

/// <summary>
/// A property shown as a parameter, as ASP.NET Core shows the members of an <c>[AsParameters]</c> object to OpenAPI and to <c>BindAsync</c>. The attributes of the constructor
/// parameter that fills it are its own too.
/// </summary>
internal sealed class PropertyParameterInfo : ParameterInfo
{
    private readonly PropertyInfo _property;
    private readonly ParameterInfo? _constructor;

    public PropertyParameterInfo(PropertyInfo property, ParameterInfo? constructor)
    {
        _property = property;
        _constructor = constructor;
        NameImpl = property.Name;
        ClassImpl = property.PropertyType;
        MemberImpl = constructor?.Member ?? property;
        PositionImpl = constructor?.Position ?? -1;
        AttrsImpl = constructor?.Attributes ?? ParameterAttributes.None;
        DefaultValueImpl = constructor?.DefaultValue;
    }

    public override bool HasDefaultValue => _constructor?.HasDefaultValue == true;

    public override object? DefaultValue => _constructor?.DefaultValue;

    public override object? RawDefaultValue => _constructor?.RawDefaultValue;

    public override object[] GetCustomAttributes(bool inherit) => GetCustomAttributes(typeof(Attribute), inherit);

    public override object[] GetCustomAttributes(Type attributeType, bool inherit)
    {
        // Callers take the first.
        var own = _property.GetCustomAttributes(attributeType, inherit);
        return _constructor is null ? own : AttributeArray.Join(attributeType, _constructor.GetCustomAttributes(attributeType, inherit), own);
    }

    public override IList<CustomAttributeData> GetCustomAttributesData() =>
        [.. _constructor?.GetCustomAttributesData() ?? [], .. _property.GetCustomAttributesData()];

    public override bool IsDefined(Type attributeType, bool inherit) =>
        _constructor?.IsDefined(attributeType, inherit) == true || _property.IsDefined(attributeType, inherit);

    public override Type[] GetOptionalCustomModifiers() => _property.GetOptionalCustomModifiers();

    public override Type[] GetRequiredCustomModifiers() => _property.GetRequiredCustomModifiers();
}
