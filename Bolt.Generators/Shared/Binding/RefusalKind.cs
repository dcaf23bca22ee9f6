namespace Bolt.Shared;

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

    /// <summary>The result is one of MVC, which would be written as JSON instead of executed.</summary>
    MvcResult,

    /// <summary>A parameter has no source.</summary>
    Parameter,

    /// <summary>The body is read more than once, or in more than one way.</summary>
    Bodies,
}
