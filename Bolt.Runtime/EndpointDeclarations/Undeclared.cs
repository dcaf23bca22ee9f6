namespace Bolt;

/// <summary>What becomes of endpoints that are not Bolt's and carry no authorization metadata: see <see cref="BoltOptions.UndeclaredEndpoints"/>.</summary>
public enum Undeclared
{
    /// <summary>They are named in the log when the program starts, and when more are mapped later.</summary>
    Warn = 0,

    /// <summary>The program does not start, and the message names them. One that is mapped later is refused as with <see cref="Refuse"/>.</summary>
    Fail,

    /// <summary>They are named as with <see cref="Warn"/>, and every request for one is answered with 403, whenever it was mapped. Static assets are let through.</summary>
    Refuse,
}
