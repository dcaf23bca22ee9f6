using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers;

/// <summary>
/// Follows a value back to where its text is written: through variables, fields, properties, helper methods, default values and conversions of the platform.
/// What comes from anywhere else (configuration, a file, a service) is not written in the source.
/// </summary>
internal sealed class SourceValues(SemanticModel model, CancellationToken cancellationToken)
{
    private const int MaximumDepth = 12;

    /// <summary>Functions of these types make of the same input the same output: what is written in the source stays so.</summary>
    private static readonly HashSet<string> PureTypes = new(
        [
            "String", "Convert", "Encoding", "UTF8Encoding", "ASCIIEncoding", "UnicodeEncoding", "MemoryExtensions", "Enumerable", "Array", "Guid", "ReadOnlySpan", "Span", "Memory", "ReadOnlyMemory",
            "ImmutableArray", "StringBuilder", "Base64", "Base64Url", "Base64UrlEncoder", "Base64UrlTextEncoder", "WebEncoders", "MD5", "SHA1", "SHA256", "SHA384", "SHA512", "HKDF",
            "HMACSHA256", "HMACSHA384", "HMACSHA512", "Rfc2898DeriveBytes", "KeyDerivation",
        ],
        StringComparer.Ordinal);

    private int _depth;

    /// <summary>The parts of a value that are written in the source, each where it can be pointed at: the literal itself, or the name that stands for it.</summary>
    public IReadOnlyList<IOperation> Find(IOperation? value)
    {
        if (value is null || _depth == MaximumDepth)
        {
            return [];
        }

        _depth++;
        try
        {
            return [.. FindIn(Unwrap(value))];
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>The text, where it is one constant, also behind a name; null otherwise.</summary>
    public string? TextOf(IOperation? value)
    {
        if (value is null || _depth == MaximumDepth)
        {
            return null;
        }

        var operation = Unwrap(value);
        if (operation.ConstantValue is { HasValue: true, Value: string text })
        {
            return text;
        }

        _depth++;
        try
        {
            return Definitions(operation).Select(TextOf).FirstOrDefault(static t => t is not null);
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>What a name stands for, as far as the source says.</summary>
    public IEnumerable<IOperation> Definitions(IOperation reference) => Unwrap(reference) switch
    {
        ILocalReferenceOperation local => OfLocal(local),
        IFieldReferenceOperation { Field: { IsConst: false } field } => OfField(field),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } => OfProperty(property),
        IInvocationOperation { TargetMethod: { IsAbstract: false } method } => OfMethod(method),
        _ => [],
    };

    public static IOperation Unwrap(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        IParenthesizedOperation inner => Unwrap(inner.Operand),
        IAwaitOperation awaited => Unwrap(awaited.Operation),
        _ => operation,
    };

    private IEnumerable<IOperation> FindIn(IOperation value)
    {
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: var constant } }:
                return constant is string { Length: > 0 } ? [value] : [];
            case IUtf8StringOperation:
                return [value];
            case ICoalesceOperation coalesce:
                return Find(coalesce.Value).Concat(Find(coalesce.WhenNull));
            case ICoalesceAssignmentOperation assignment:
                return Find(assignment.Value);
            case ISimpleAssignmentOperation assignment:
                return Find(assignment.Value);
            case IConditionalOperation { WhenFalse: { } other } choice:
                return Find(choice.WhenTrue).Concat(Find(other));
            case ISwitchExpressionOperation choice:
                return choice.Arms.SelectMany(a => Find(a.Value));
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } } access:
                return Find(access.Operation);
            case IParameterReferenceOperation parameter:
                return FindParameter(parameter);
            case IObjectCreationOperation creation:
                return FindCreation(creation);
            case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } call:
                return FindCall(call);
            case IInterpolatedStringOperation text:
                return text.Parts.All(p => p is IInterpolatedStringTextOperation or IInterpolationOperation { Expression.ConstantValue.HasValue: true }
                    || (p is IInterpolationOperation part && IsWritten(part.Expression))) ? [value] : [];
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return IsFixed(sum.LeftOperand) && IsFixed(sum.RightOperand) ? [value] : [];
            case IArrayCreationOperation { Initializer: { ElementValues: { IsEmpty: false } elements } }:
                return elements.All(IsFixed) ? [value] : [];
            case ICollectionExpressionOperation { Elements: { IsEmpty: false } elements }:
                return elements.All(e => IsFixed(e is ISpreadOperation spread ? spread.Operand : e)) ? [value] : [];
            case IArrayElementReferenceOperation element:
                return IsWritten(element.ArrayReference) ? [value] : [];
            default:
                return Definitions(value).Any(IsWritten) ? [value] : [];
        }
    }

    private bool IsWritten(IOperation value) => Find(value).Count > 0;

    private bool IsFixed(IOperation value) => Unwrap(value).ConstantValue.HasValue || IsWritten(value);

    /// <summary>The default value, which a caller need not replace, and what callers in this file write.</summary>
    private IEnumerable<IOperation> FindParameter(IParameterReferenceOperation reference)
    {
        var parameter = reference.Parameter;
        var found = new List<IOperation>();
        if (parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: string { Length: > 0 } })
        {
            found.Add(reference);
        }

        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method && reference.Syntax.SyntaxTree == model.SyntaxTree)
        {
            foreach (var name in SourceTokens.FindName(model.SyntaxTree, method.Name, cancellationToken))
            {
                var target = name.Parent is { Parent: MemberAccessExpressionSyntax access } && access.Name == name.Parent ? access : name.Parent;
                if (target?.Parent is InvocationExpressionSyntax call
                    && call.Expression == target
                    && model.GetOperation(call, cancellationToken) is IInvocationOperation invocation
                    && SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod, method)
                    && invocation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal && !a.IsImplicit) is { } argument)
                {
                    found.AddRange(Find(argument.Value));
                }
            }
        }

        return found;
    }

    /// <summary>A key, of what is written in the source.</summary>
    private IEnumerable<IOperation> FindCreation(IObjectCreationOperation creation)
    {
        var first = creation.Arguments.FirstOrDefault()?.Value;
        switch (creation.Type?.Name)
        {
            case "String":
                return Inputs(creation, null, creation.Arguments);
            case "SymmetricSecurityKey" or "X509SecurityKey":
                return Find(first);
            case "JsonWebKey":
                return IsSecretJson(first) ? Find(first)
                    : creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
                        .Where(static a => a.Target is IPropertyReferenceOperation { Property.Name: "K" or "D" })
                        .SelectMany(a => Find(a.Value)) ?? [];
            case "RsaSecurityKey" or "ECDsaSecurityKey":
                return first is null ? [] : FindPrivateKey(Unwrap(first));
            case "RSAParameters" or "ECParameters":
                return creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
                    .Where(static a => a.Target is IFieldReferenceOperation { Field.Name: "D" })
                    .SelectMany(a => Find(a.Value)) ?? [];
            default:
                return [];
        }
    }

    private bool IsSecretJson(IOperation? json) => TextOf(json)?.Replace(" ", string.Empty) is { } text && (text.Contains("\"k\":") || text.Contains("\"d\":"));

    /// <summary><c>rsa.ImportFromPem("-----BEGIN PRIVATE KEY-----…")</c> beside the key that is made of it.</summary>
    private IEnumerable<IOperation> FindPrivateKey(IOperation key)
    {
        if (key is not ILocalReferenceOperation { Local: var local })
        {
            return Find(key);
        }

        return Root(key).Descendants().OfType<IInvocationOperation>()
            .Where(c => c.TargetMethod.Name.StartsWith("Import", StringComparison.Ordinal)
                && c.Instance is ILocalReferenceOperation instance
                && SymbolEqualityComparer.Default.Equals(instance.Local, local)
                && c.Arguments.Length > 0
                && (c.TargetMethod.Name.Contains("Private") || TextOf(c.Arguments[0].Value)?.Contains("PRIVATE KEY") == true))
            .SelectMany(c => Find(c.Arguments[0].Value));
    }

    private IEnumerable<IOperation> FindCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (call.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "defaultValue") is { } fallback)
        {
            return Find(fallback.Value);
        }

        return method switch
        {
            { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" } => Find(call.Arguments[0].Value),
            { Name: "Create", ContainingType.Name: "JsonWebKey" } => IsSecretJson(call.Arguments[0].Value) ? Find(call.Arguments[0].Value) : [],
            { Name: "CreateFromPem", Parameters.Length: > 1 } => Find(call.Arguments[1].Value),
            _ when PureTypes.Contains(method.ContainingType.Name) => Inputs(call, call.Instance, call.Arguments),
            _ => [],
        };
    }

    /// <summary>Of a string's or a span's own method the string; of any other function all that is text or bytes.</summary>
    private IEnumerable<IOperation> Inputs(IOperation call, IOperation? instance, IEnumerable<IArgumentOperation> arguments)
    {
        var inputs = instance is not null && IsText(instance.Type) ? [instance] : arguments.Select(static a => a.Value).Where(static a => IsText(Unwrap(a).Type)).ToList();
        return inputs.Count == 1 ? Find(inputs[0]) : inputs.Count > 1 && inputs.All(IsFixed) ? [call] : [];
    }

    private static bool IsText(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char or SpecialType.System_String } => true,
        INamedTypeSymbol { Name: "ReadOnlySpan" or "Span" or "ReadOnlyMemory" or "Memory" or "IEnumerable" or "List" or "Guid" or "StringBuilder" } => true,
        _ => false,
    };

    /// <summary>What the variable was given; what a later assignment surely replaces does not count.</summary>
    private static IEnumerable<IOperation> OfLocal(ILocalReferenceOperation reference)
    {
        var writes = new List<(IOperation Value, SyntaxNode Statement)>();
        foreach (var operation in Root(reference).Descendants())
        {
            var value = operation switch
            {
                IVariableDeclaratorOperation declarator when IsLocal(declarator.Symbol) => declarator.GetVariableInitializer()?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when IsLocal(target.Local) => assignment.Value,
                ICoalesceAssignmentOperation { Target: ILocalReferenceOperation target } assignment when IsLocal(target.Local) => assignment.Value,
                _ => null,
            };
            if (value is not null && !value.Syntax.Span.Contains(reference.Syntax.Span))
            {
                writes.Add((value, operation is ISimpleAssignmentOperation ? operation.Syntax : value.Syntax));
            }
        }

        var replaced = writes.FindLastIndex(w =>
            w.Statement is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement }
            && w.Statement.SpanStart < reference.Syntax.SpanStart
            && (statement.Parent is GlobalStatementSyntax ? statement.Parent.Parent! : statement.Parent!).Span.Contains(reference.Syntax.Span));
        return writes.Skip(Math.Max(replaced, 0)).Select(static w => w.Value);

        bool IsLocal(ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
    }

    private IEnumerable<IOperation> OfField(IFieldSymbol field)
    {
        foreach (var declaration in Syntax(field))
        {
            if (declaration is VariableDeclaratorSyntax { Initializer.Value: { } value })
            {
                return Operations([value]);
            }
        }

        // Set in a constructor.
        return Operations(field.ContainingType.DeclaringSyntaxReferences
            .SelectMany(r => r.GetSyntax(cancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .Where(a => (a.Left as IdentifierNameSyntax ?? (a.Left as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == field.Name)
            .Select(static a => a.Right));
    }

    private IEnumerable<IOperation> OfProperty(IPropertySymbol property) => property.IsAbstract ? [] : Operations(Syntax(property).OfType<PropertyDeclarationSyntax>().SelectMany(static d =>
        d.Initializer is { } initializer ? [initializer.Value]
        : d.ExpressionBody is { } body ? [body.Expression]
        : d.AccessorList?.Accessors.Where(static a => a.IsKind(SyntaxKind.GetAccessorDeclaration)).SelectMany(static a => Returned(a.ExpressionBody, a.Body)) ?? []));

    private IEnumerable<IOperation> OfMethod(IMethodSymbol method) => Operations(Syntax(method).SelectMany(static d => d switch
    {
        MethodDeclarationSyntax m => Returned(m.ExpressionBody, m.Body),
        LocalFunctionStatementSyntax f => Returned(f.ExpressionBody, f.Body),
        _ => [],
    }));

    private static IEnumerable<ExpressionSyntax> Returned(ArrowExpressionClauseSyntax? arrow, BlockSyntax? body) =>
        arrow is not null ? [arrow.Expression]
        : body?.DescendantNodes(static n => n is not (LambdaExpressionSyntax or AnonymousMethodExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>()
            .Select(static r => r.Expression).OfType<ExpressionSyntax>() ?? [];

    private IEnumerable<SyntaxNode> Syntax(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken));

    private IEnumerable<IOperation> Operations(IEnumerable<ExpressionSyntax> expressions)
    {
        foreach (var expression in expressions)
        {
            // A name may be declared in any file. Asked only for the few that a secret was found to come from.
#pragma warning disable RS1030
            var owner = expression.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(expression.SyntaxTree);
#pragma warning restore RS1030
            if (owner.GetOperation(expression, cancellationToken) is { } operation)
            {
                yield return operation;
            }
        }
    }

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
