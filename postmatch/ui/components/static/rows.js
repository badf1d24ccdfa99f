// Nothing to run: the styles are all of it.
export default function () {}
