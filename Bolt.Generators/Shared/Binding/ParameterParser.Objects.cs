using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using static Bolt.Shared.ParameterFactory;

namespace Bolt.Shared;

/// <content>Forms, and objects made from parts of the request.</content>
internal sealed partial class ParameterParser
{
    /// <summary>What comes from a form by its type alone.</summary>
    private static ParameterModel? FormPart(BindingTarget target, string? wireName) => target.Type switch
    {
        var type when SymbolFacts.Is(type, PlatformNames.FormFile) =>
            Create(target, ParameterKind.FormFile) with { WireName = wireName ?? target.Name, IsOptional = IsOptional(target) },
        var type when SymbolFacts.Is(type, PlatformNames.FormFileCollection) => FromHttp(target, ParameterKind.Form, HttpValue.FormFiles),
        var type when SymbolFacts.Is(type, PlatformNames.FormCollection) => FromHttp(target, ParameterKind.Form, HttpValue.Form),
        _ => null,
    };

    private ParameterModel? FromForm(BindingTarget target, string? wireName)
    {
        if (FormPart(target, wireName) is { } part)
        {
            _reason = part.Kind == ParameterKind.Form && wireName is not null ? "binds the whole form, so [FromForm] cannot name it" : null;
            return _reason is null ? part : null;
        }

        if (FromText(target, ParameterKind.FormValue, wireName) is { } text)
        {
            return text;
        }

        _reason = target.Property is not null ? "is a form object, which must be a parameter of the handler itself" : wireName is not null ? "is a form object, whose members have their own names" : null;
        return _reason is null ? Object(target, isForm: true) : null;
    }

    /// <summary>An object whose members are bound one by one. Of a form, only what is text: more would need the reflection of minimal APIs' form mapper.</summary>
    private ParameterModel? Object(BindingTarget target, bool isForm)
    {
        var kind = isForm ? "is a form object" : "is [AsParameters]";
        if (target.Property is not null)
        {
            _reason = "is [AsParameters] inside [AsParameters]";
            return null;
        }

        if (target.Type.IsReferenceType && target.Annotation == NullableAnnotation.Annotated)
        {
            _reason = $"{kind}: it must not be nullable, but its members may be";
            return null;
        }

        if (BindableObject.Find(target.Type, target.Owner, isForm, out var reason) is not { } found)
        {
            _reason = $"{kind}, and {reason}";
            return null;
        }

        if (!CallBinding.Constructs(found.Chosen, target.Owner, compilation))
        {
            _reason = $"{kind}, and C# would choose another of its constructors";
            return null;
        }

        var members = ImmutableArray.CreateBuilder<MemberModel>();
        foreach (var (member, role) in found.Members)
        {
            if ((isForm ? FormMember(member) : ParseOne(member)) is not { } value)
            {
                _reason = isForm
                    ? $"is a form object whose member '{member.Name}' {_reason ?? "is not a simple value: Bolt binds strings, numbers, enums, types with TryParse, and arrays of these; use IFormCollection or a JSON body for more"}"
                    : $"is [AsParameters] whose member '{member.Name}' {_reason ?? "cannot be bound"}";
                return null;
            }

            members.Add(new(value, CSharpLiteral.Identifier(member.Property!.Name), TypeNames.TypeOf(member.Property.ContainingType), role));
        }

        return new(
            ParameterKind.Object,
            target.Name,
            target.Name,
            TypeNames.Full(target.Type),
            Object: new(members.ToImmutable(), found.Constructor.Select(static p => TypeNames.TypeOf(p.Type)).ToImmutableArray(), isForm));
    }

    private static bool IsMappedOtherwise(AttributeData attribute) =>
        SymbolFacts.Is(attribute.AttributeClass, PlatformNames.IgnoreDataMemberAttribute)
        || (SymbolFacts.Is(attribute.AttributeClass, PlatformNames.DataMemberAttribute) && !attribute.NamedArguments.IsEmpty);

    private ParameterModel? FormMember(BindingTarget member)
    {
        _targets.Add(member);
        var attributes = new BindingAttributes(member);
        if (attributes.Foreign is not null || attributes.HasSourceBesideForm || attributes.IsCurrentUser || attributes.IsAsParameters || attributes.Form is { Name: not null } || member.Attributes.Any(IsMappedOtherwise))
        {
            // Taking it from the form all the same would let the form decide what something else should.
            _reason = "has an attribute that gives it another source or name, which Bolt does not support inside a form object";
            return null;
        }

        return SymbolFacts.IsNameable(member.Type, compilation)
            ? FormPart(member, null) is { Kind: ParameterKind.FormFile } file ? file : FromText(member, ParameterKind.FormValue, null) is { } text ? text with { IsField = true } : null
            : null;
    }
}
