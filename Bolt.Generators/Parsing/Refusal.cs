namespace Bolt.Generators.Parsing;

/// <summary>What about a handler keeps it from being served. The analyzers tell these apart; the generator only refuses.</summary>
internal enum RefusalKind
{
    /// <summary>The method cannot be called: generic, abstract, async void …</summary>
    Handler,

    /// <summary>The method or its class is out of reach of generated code.</summary>
    Unreachable,

    /// <summary>The handler's class cannot be constructed from services.</summary>
    Construction,

    /// <summary>The result cannot be written.</summary>
    Return,

    /// <summary>A parameter has no source.</summary>
    Parameter,

    /// <summary>More than one parameter is read from the body.</summary>
    Bodies,
}

/// <summary>Why a route is refused; <paramref name="Parameter"/> is the name of the handler parameter at fault, if one is.</summary>
internal sealed record Refusal(RefusalKind Kind, string Reason, string? Parameter = null);
