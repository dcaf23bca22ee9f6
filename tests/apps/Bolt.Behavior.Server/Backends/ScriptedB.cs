namespace Bolt.Behavior.Server;

internal sealed class ScriptedB() : Scripted("B");
