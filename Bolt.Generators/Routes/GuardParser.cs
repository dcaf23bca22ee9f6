using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>Writes down how a guard is re-created from its attribute.</summary>
internal static class GuardParser
{
    public static GuardModel Parse(GuardUse use)
    {
        var isAsync = SymbolFacts.IsAsyncGuard(use.Type);
        var arguments = "()";
        if (use.Attribute is { } attribute)
        {
            arguments = Arguments(attribute);
        }

        // Where the guard has another method of that name, only the base class's is sure to be called.
        var type = TypeNames.Full(use.Type);
        var needsIdentity = GuardAttributes.NeedsIdentity(use.Type);
        return IsOverloaded(use.Type, isAsync ? BoltNames.EvaluateAsync : BoltNames.Evaluate)
            ? new(isAsync ? "global::Bolt.AsyncGuard" : "global::Bolt.Guard", $"new {type}{arguments}", GuardText.Of(use), isAsync, use.IsAllowAny, needsIdentity, TestedUser(use.Type))
            : new(type, "new" + arguments, GuardText.Of(use), isAsync, use.IsAllowAny, needsIdentity, TestedUser(use.Type));
    }

    /// <summary>Of <c>UserPassesTest&lt;TTest&gt;</c>, the user that the test's interface names.</summary>
    private static string? TestedUser(INamedTypeSymbol guard) =>
        SymbolFacts.IsBolt(guard, guard.Name) && guard.TypeArguments.Length == 1
        && guard.TypeArguments[0].AllInterfaces.FirstOrDefault(static i => i.TypeArguments.Length == 1 && (SymbolFacts.IsBolt(i, BoltNames.UserTest) || SymbolFacts.IsBolt(i, BoltNames.AsyncUserTest))) is { } found
            ? TypeNames.Full(found.TypeArguments[0])
            : null;

    private static bool IsOverloaded(INamedTypeSymbol guard, string name)
    {
        for (INamedTypeSymbol? type = guard; type is not null && type.ContainingAssembly?.Name != BoltNames.RuntimeAssembly; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(static m => !m.IsOverride))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>("blog.add_article") { Order = 1 }</c>: what makes the attribute again behind its type.</summary>
    public static string Arguments(AttributeData attribute)
    {
        // The attribute's params array arrives as one array constant; written as an array it is that argument again.
        var constructor = $"({string.Join(", ", attribute.ConstructorArguments.Select((a, i) => Argument(a, attribute.AttributeConstructor?.Parameters[i].Type)))})";
        return attribute.NamedArguments.IsEmpty
            ? constructor
            : $"{constructor} {{ {string.Join(", ", attribute.NamedArguments.Select(static a => CSharpLiteral.Identifier(a.Key) + " = " + CSharpLiteral.Constant(a.Value)))} }}";
    }

    /// <summary>A constant of another type than its parameter is written as the parameter's, so that it finds the same constructor overload again.</summary>
    private static string Argument(TypedConstant constant, ITypeSymbol? parameter) =>
        parameter is null || constant.IsNull || SymbolEqualityComparer.Default.Equals(constant.Type, parameter)
            ? CSharpLiteral.Constant(constant)
            : $"({TypeNames.TypeOf(parameter)})({CSharpLiteral.Constant(constant)})";
}
